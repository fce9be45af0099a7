"""Change an index: add, replace or remove articles, in a new generation that shares most files with the live one.

Segments are never changed. New articles make a segment of their own, and the list of segments says which articles of
the older ones are deleted. `index.merge_policy` says which segments are merged, so that there are few of them.

The live generation is verified first, to the last array: damage is not passed on.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from index.build import Progress, Report, build, write_segment_of
from index.columnar import EXTENSION, ID_FIELD, ColumnarSegment, merge_segments
from index.danish import LEXICON_NAME
from index.errors import BuildFailed, NoIndex
from index.generation import Generation
from index.merge_policy import SegmentSize, find_merges
from index.segment_list import write_segment_list
from index.store import Draft, Store


def add(
    sources: Sequence[Path],
    store: Store,
    *,
    strict: bool = False,
    workers: int = 1,
    progress: Progress = lambda *_: None,
) -> Report:
    """Publish a generation that has the articles of `sources`, too. An article whose id is in the index replaces it.

    Parameters, result and errors are those of `rebuild`; where there is no index yet, it is what is done. Raises
    DamagedIndex, too.
    """
    with store.write() as draft:
        try:
            live = store.open()
        except NoIndex:
            return build(sources, draft, strict=strict, workers=workers, progress=progress)
        with live:
            live.require_whole()
            lexicon = live.analysis.lexicon
            new = write_segment_of(sources, draft, lexicon, strict=strict, workers=workers, progress=progress)
            kept, _ = _delete(live, new.ids)
            _publish(draft, live, kept, [new.segment], progress)
    return new.report


def remove(ids: Iterable[str], store: Store, *, progress: Progress = lambda *_: None) -> tuple[int, list[str]]:
    """Publish a generation without the articles of these ids; return how many were removed, and the ids that are not
    in the index.

    Raises BuildFailed where none of the ids is in the index, which then stays as it was; NoIndex, DamagedIndex,
    IndexLocked.
    """
    wanted = list(dict.fromkeys(ids))
    store.current()
    with store.write() as draft, store.open() as live:
        live.require_whole()
        kept, found = _delete(live, [id.encode("utf-8") for id in wanted])
        missing = [id for id in wanted if id.encode("utf-8") not in found]
        if not found:
            raise BuildFailed(f"{store.path}: no article has any of these ids; the index is as it was")
        _publish(draft, live, kept, [], progress)
    return len(found), missing


def optimize(store: Store, *, progress: Progress = lambda *_: None) -> int:
    """Publish a generation in which one segment has all articles, and deleted ones are gone; return how many there are.

    Raises NoIndex, DamagedIndex, IndexLocked, BuildFailed.
    """
    store.current()
    with store.write() as draft, store.open() as live:
        live.require_whole()
        progress("Joining", live.manifest.articles, None)
        segment = _merged(draft.path, {leaf.segment: live.folder for leaf in live.leaves})
        draft.take_over(live, LEXICON_NAME)
        write_segment_list(draft.path, [segment])
        draft.publish(segment.doc_count())
    return live.manifest.articles


def _delete(live: Generation, ids: Collection[bytes]) -> tuple[list[ColumnarSegment], set[bytes]]:
    """The segments of a generation with the articles of these ids deleted, and those ids that the generation has."""
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
    """Publish a generation of the segments `kept` from the live one and the `new` ones in the draft, after the merges
    that are due."""
    folders = dict.fromkeys(kept, live.folder) | dict.fromkeys(new, draft.path)
    # A segment without articles is left out, but an index has at least one segment.
    segments = {segment: folder for segment, folder in folders.items() if segment.doc_count()} or folders
    before = list(segments)
    sizes = [SegmentSize(segment.doc_count_all(), segment.deleted_count()) for segment in before]
    for group in find_merges(sizes):
        progress("Joining", sum(sizes[at].alive for at in group), None)
        merged = _merged(draft.path, {before[at]: segments.pop(before[at]) for at in group})
        segments[merged] = draft.path
    for segment, folder in segments.items():
        if folder != draft.path:
            draft.take_over(live, segment.make_filename(EXTENSION))
    draft.take_over(live, LEXICON_NAME)
    write_segment_list(draft.path, list(segments))
    draft.publish(sum(segment.doc_count() for segment in segments))


def _merged(target: Path, segments: Mapping[ColumnarSegment, Path]) -> ColumnarSegment:
    """One segment in the folder `target` of several, each with the folder it lies in; those in `target` are deleted."""
    merged = ColumnarSegment()
    files = [(segment.open(folder), segment.deleted_docs()) for segment, folder in segments.items()]
    merged.set_doc_count(merge_segments(merged.path(target), files))
    for segment, folder in segments.items():
        if folder == target:
            segment.path(target).unlink()
    return merged
