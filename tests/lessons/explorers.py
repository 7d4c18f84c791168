"""What the tests of several explorers ask: is each change seen and said?"""


def assert_it_follows(explorer, *changes):
    """Make one change after the other, each with a part of what must be said then; no picture may come twice."""
    seen = {explorer.picture.png}
    for change, says in changes:
        explorer.values = explorer.values | change
        assert says in explorer.picture.said
        assert explorer.picture.said in explorer.picture.alt
        assert explorer.picture.png not in seen
        seen.add(explorer.picture.png)
