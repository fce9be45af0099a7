"""Change an index: articles added, replaced or removed, in a new generation that has most of its files from the live
one.

A segment is never changed. New articles are a segment of their own; the table of contents says which articles of the
older ones are deleted; `index.tiers` says which segments are joined, so that they stay few.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from index.build import Progress, Report, rebuild, write_segment_list, write_segment_of
from index.columnar import EXTENSION, ID_FIELD, ColumnarSegment, join_segments
from index.danish import LEXICON_NAME
from index.errors import BuildFailed, NoIndex
from index.generation import Generation
from index.store import Draft, Store
from index.tiers import Size, to_join


def add(
    sources: Sequence[Path],
    store: Store,
    *,
    strict: bool = False,
    workers: int = 1,
    progress: Progress = lambda *_: None,
) -> Report:
    """Publish a generation that has all articles of `sources`, too; one whose id is in the index takes its place.

    What counts, and what is raised, is as with `rebuild`; where there is no index yet, that is what is done.
    """
    try:
        store.current()
    except NoIndex:
        return rebuild(sources, store, strict=strict, workers=workers, progress=progress)
    with store.write() as draft, store.open() as live:
        lexicon = live.analysis.lexicon
        new = write_segment_of(sources, draft, lexicon, strict=strict, workers=workers, progress=progress)
        kept, _ = _without(live, new.ids)
        _publish(draft, live, kept, [new.segment], progress)
    return new.report


def remove(ids: Iterable[str], store: Store, *, progress: Progress = lambda *_: None) -> tuple[int, list[str]]:
    """Publish a generation without the articles of these ids: how many were removed, and which ids the index does not
    have.

    Raises BuildFailed, with the live index as it was, where it has none of them; NoIndex, DamagedIndex, IndexLocked.
    """
    wanted = list(dict.fromkeys(ids))
    store.current()
    with store.write() as draft, store.open() as live:
        kept, found = _without(live, [id.encode("utf-8") for id in wanted])
        missing = [id for id in wanted if id.encode("utf-8") not in found]
        if not found:
            raise BuildFailed(f"{store.path}: no article has any of these ids; the index is as it was")
        _publish(draft, live, kept, [], progress)
    return len(found), missing


def optimize(store: Store, *, progress: Progress = lambda *_: None) -> int:
    """Publish a generation of one segment, without what was deleted: how many articles it has.

    Raises NoIndex, DamagedIndex, IndexLocked, BuildFailed.
    """
    store.current()
    with store.write() as draft, store.open() as live:
        progress("Joining", live.manifest.articles, None)
        segment = _joined(draft.path, {leaf.segment: live.folder for leaf in live.leaves})
        draft.take_over(live, LEXICON_NAME)
        write_segment_list(draft.path, [segment])
        draft.publish(segment.doc_count())
    return live.manifest.articles


def _without(live: Generation, ids: Collection[bytes]) -> tuple[list[ColumnarSegment], set[bytes]]:
    """The segments of a generation without the articles of these ids, and those of the ids that it has."""
    segments, found = [], set[bytes]()
    for leaf in live.leaves:
        field, deleted = leaf.file.fields[ID_FIELD], []
        for id in ids:
            if (number := field.find(id)) is None:
                continue
            (document,) = field.documents[field.postings(number)].tolist()
            if leaf.alive is None or leaf.alive[document]:
                deleted.append(document)
                found.add(id)
        segments.append(leaf.segment.without(deleted))
    return segments, found


def _publish(
    draft: Draft, live: Generation, kept: Sequence[ColumnarSegment], new: Sequence[ColumnarSegment], progress: Progress
) -> None:
    """Publish a generation of segments of the live one, of whose articles some were deleted, and of `new` ones, which
    lie in the draft; those that are to be joined are."""
    places = dict.fromkeys(kept, live.folder) | dict.fromkeys(new, draft.path)
    # One that has no article left is left out, unless that is all there is.
    segments = {segment: place for segment, place in places.items() if segment.doc_count()} or places
    before = list(segments)
    sizes = [Size(segment.doc_count_all(), segment.deleted_count()) for segment in before]
    for group in to_join(sizes):
        progress("Joining", sum(sizes[at].alive for at in group), None)
        joined = _joined(draft.path, {before[at]: segments.pop(before[at]) for at in group})
        segments[joined] = draft.path
    for segment, folder in segments.items():
        if folder != draft.path:
            draft.take_over(live, segment.make_filename(EXTENSION))
    draft.take_over(live, LEXICON_NAME)
    write_segment_list(draft.path, list(segments))
    draft.publish(sum(segment.doc_count() for segment in segments))


def _joined(folder: Path, segments: Mapping[ColumnarSegment, Path]) -> ColumnarSegment:
    """Join segments, each of which lies in a folder, into one in `folder`; those that lie there are deleted."""
    joined = ColumnarSegment()
    files = [(segment.open(place), segment.deleted_docs()) for segment, place in segments.items()]
    joined.set_doc_count(join_segments(joined.path(folder), files))
    for segment, place in segments.items():
        if place == folder:
            segment.path(folder).unlink()
    return joined
