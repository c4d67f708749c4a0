"""BERT's encoder with its products put together: the same vectors as transformers', in fewer and larger steps.

Devlin et al. 2019; the layers are post-norm. Queries, keys and values are one product, and the embeddings of position
and segment, which no text changes, are one table.
"""

from __future__ import annotations

from typing import Any

import torch
from torch.nn import functional
from transformers import BertModel


class FusedBert(torch.nn.Module):  # type: ignore[misc]  # torch is not followed
    """Run a :class:`transformers.BertModel` on texts, as an encoder without dropout.

    Parameters
    ----------
    bert
        Where the weights come from; its layers are shared, not copied, but for queries, keys and values.
    """

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        embeddings = bert.embeddings
        segment = embeddings.token_type_embeddings.weight[0]
        self.words = embeddings.word_embeddings
        self.norm = embeddings.LayerNorm
        self.register_buffer("places", (embeddings.position_embeddings.weight + segment).detach().clone())
        self.layers = torch.nn.ModuleList(_Layer(layer) for layer in bert.encoder.layer)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Encode ``(n, length)`` token ids, ``(n, length, d)``."""
        hidden = self.norm(self.words(ids) + self.places[: ids.shape[1]])
        # Added to the scores: nothing for real tokens, the lowest number there is for padding.
        unseen = (1 - mask[:, None, None, :].to(hidden.dtype)) * torch.finfo(hidden.dtype).min
        for layer in self.layers:
            hidden = layer(hidden, unseen)
        return hidden


class _Layer(torch.nn.Module):  # type: ignore[misc]  # torch is not followed
    def __init__(self, layer: Any) -> None:  # noqa: ANN401 - transformers' types cannot be followed
        super().__init__()
        attention = layer.attention.self
        self.heads = attention.num_attention_heads
        self.projection = _joined(attention.query, attention.key, attention.value)
        self.mixing = layer.attention.output.dense
        self.mixing_norm = layer.attention.output.LayerNorm
        self.widening = layer.intermediate.dense
        self.activation = layer.intermediate.intermediate_act_fn
        self.narrowing = layer.output.dense
        self.narrowing_norm = layer.output.LayerNorm

    def forward(self, hidden: torch.Tensor, unseen: torch.Tensor) -> torch.Tensor:
        joined = self.projection(hidden).unflatten(-1, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(joined[0], joined[1], joined[2], attn_mask=unseen)
        hidden = self.mixing_norm(hidden + self.mixing(seen.transpose(1, 2).flatten(2)))
        return self.narrowing_norm(hidden + self.narrowing(self.activation(self.widening(hidden))))


def _joined(*layers: torch.nn.Linear) -> torch.nn.Linear:
    whole = torch.nn.Linear(layers[0].in_features, sum(layer.out_features for layer in layers))
    whole.weight = torch.nn.Parameter(torch.cat([layer.weight.detach() for layer in layers]), requires_grad=False)
    whole.bias = torch.nn.Parameter(torch.cat([layer.bias.detach() for layer in layers]), requires_grad=False)
    return whole
