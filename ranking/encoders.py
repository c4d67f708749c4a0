"""The models behind words and pictures that come with a request, loaded when first needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from indexing.snapshot import Snapshot

if TYPE_CHECKING:
    from PIL.Image import Image

    from pipeline.encoders.base import ImageTextEncoder, TextEncoder

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Encoders:
    """Encode into the spaces of one snapshot, and refuse a model that is not the one its vectors came from.

    Parameters
    ----------
    load_sentence, load_clip
        Give the models; called once, at the first request that needs them.
    """

    snapshot: Snapshot
    load_sentence: Callable[[], TextEncoder]
    load_clip: Callable[[], ImageTextEncoder]

    @classmethod
    def of(cls, snapshot: Snapshot) -> Encoders:
        """Load, by their names, the models that the snapshot was built with."""

        def sentence() -> TextEncoder:
            from pipeline.encoders import sentence_model
            from pipeline.encoders.backends import wanted_for

            known = snapshot.models["sentence"]
            return sentence_model(known.model, wanted_for(known.revision))

        def clip() -> ImageTextEncoder:
            from pipeline.encoders import clip_model

            return clip_model(snapshot.models["clip"].model)

        return cls(snapshot, sentence, clip)

    def keep(self, older: Encoders) -> None:
        """Go on with the models that an older snapshot's encoders have loaded, or load those that replace them."""
        for space in ("sentence", "clip"):
            loaded, known = vars(older).get(space), self.snapshot.models.get(space)
            if loaded is None or known is None:
                continue
            if known.revision == loaded.revision:
                vars(self).setdefault(space, loaded)
            getattr(self, space)

    @cached_property
    def sentence(self) -> TextEncoder:
        """The text model."""
        encoder = self.load_sentence()
        self.snapshot.require("sentence", encoder.revision)
        return encoder

    @cached_property
    def clip(self) -> ImageTextEncoder:
        """The picture and text model."""
        encoder = self.load_clip()
        self.snapshot.require("clip", encoder.revision)
        return encoder

    def words(self, texts: Sequence[str]) -> Mapping[str, Vectors]:
        """Encode n texts in every space of the snapshot, ``{space: (n, d) float32, unit rows}``."""
        models = {space: self._text_model(space) for space in self.snapshot.spaces}
        # Two spaces may have one text model, which then runs once.
        vectors = {model: model.encode_texts(texts) for model in set(models.values())}
        return {space: vectors[model] for space, model in models.items()}

    def _text_model(self, space: str) -> TextEncoder:
        if space == "sentence":
            return self.sentence
        from pipeline.encoders.base import SharesWords  # it needs Pillow, which importing ranking must not

        clip = self.clip
        return clip.words or clip if isinstance(clip, SharesWords) else clip

    def picture(self, image: Image) -> Vectors:
        """Encode an upright RGB picture, ``(1, d) float32`` in the space of pictures."""
        return self.clip.encode_images([image])
