"""How much does a result owe to luck? The same training, run once for each seed."""

import numpy as np


def repeat(train, seeds):
    """Run ``train(seed)`` once for each seed, and say how far it is.

    Before each run `keras.utils.set_random_seed` sets Python's, NumPy's and TensorFlow's generators, so that a run
    depends on its seed alone. Interrupting the kernel ends the run that is under way and gives what is done so far.

    Parameters
    ----------
    train : callable
        Takes the seed, an int. Returns what was measured: a number, or an array (or a list of numbers) that has the
        same shape in every run, such as a validation accuracy for each epoch.
    seeds : int or iterable of int
        The seeds, each from 0 to 2**32 - 1; a single int n means 0, 1, ..., n - 1.

    Returns
    -------
    numpy.ndarray
        What was measured, shape (runs, ...): one row for each run that ended, in the order of the seeds.

    Raises
    ------
    ValueError
        There is no seed; or a run gave another shape than the first one.
    TypeError
        A run gave something else than numbers.
    KeyboardInterrupt
        The kernel was interrupted before the first run ended.
    """
    seeds = list(range(seeds)) if isinstance(seeds, (int, np.integer)) else list(seeds)
    if not seeds:
        raise ValueError("repeat needs at least one seed, got none; repeat(train, 5) uses 0, 1, 2, 3, 4")
    import keras  # here: the package itself must load quickly

    say = _teller()
    results = []
    try:
        for number, seed in enumerate(seeds, start=1):
            say(f"run {number} of {len(seeds)}, seed {seed} …")
            keras.utils.set_random_seed(seed)
            result = _numbers(train(seed), seed)
            if results and result.shape != results[0].shape:
                raise ValueError(
                    f"train({seed}) gave the shape {result.shape}, and train({seeds[0]}) the shape "
                    f"{results[0].shape}; each run must give the same, so that they can be compared"
                )
            results.append(result)
        say(f"{len(seeds)} runs done" if len(seeds) > 1 else "1 run done")
    except KeyboardInterrupt:
        say(f"interrupted: {len(results)} of {len(seeds)} runs done")
        if not results:
            raise
    return np.stack(results)


def _numbers(result, seed):
    array = np.asarray(result)
    if array.dtype.kind not in "biuf":
        raise TypeError(
            f"train({seed}) gave a {type(result).__name__}; it must return a number or an array of numbers, "
            'for example history.history["val_accuracy"]'
        )
    return array


def _teller():
    """A function that shows one line in place of the last one, below a notebook's cell; a terminal gets lines."""
    from IPython import get_ipython
    from IPython.display import display

    if not hasattr(get_ipython(), "kernel"):
        return print
    shown = display({"text/plain": ""}, raw=True, display_id=True)
    return lambda text: shown.update({"text/plain": text}, raw=True)
