"""What is minimised: settings of a run and the losses of one batch."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from batches import IGNORE, Batch
from coreference import chain_loss
from model import Reader


@dataclass(frozen=True)
class Recipe:
    """Settings of one training run. Values found by measuring: see README.md."""

    epochs: int
    encoder_rate: float
    head_rate: float
    pieces_per_batch: int = 3072
    size: int = 384
    warmup: float = 0.06
    mask_share: float = 0.05
    decay: float = 0.01
    clip: float = 1.0
    role_weight: float = 0.12
    cue_weight: float = 1.0
    flat_weight: float = 0.3
    act_weight: float = 0.1
    boilerplate_weight: float = 0.3
    mention_weight: float = 0.3
    chain_weight: float = 0.1


def losses(model: Reader, batch: Batch, recipe: Recipe) -> dict[str, Tensor]:
    """Weighted losses of one batch; those without labels are left out."""
    states = model.encoder(batch.ids, batch.schemes, batch.mask)
    words = torch.gather(states, 1, batch.heads[..., None].expand(-1, -1, states.shape[-1]))
    found: dict[str, Tensor] = {}
    cues = F.cross_entropy(
        model.cues(words).float().flatten(0, 1), batch.cues.flatten(), reduction="sum"
    )
    found["cue"] = recipe.cue_weight * cues / (batch.cues > 0).sum().clamp(min=1)
    known = batch.cues != IGNORE
    found["flat"] = recipe.flat_weight * F.binary_cross_entropy_with_logits(
        model.flat(words).float()[known], batch.flat[known]
    )
    if len(batch.window):
        found |= _cue_conditioned(model, batch, words, recipe)
    if (batch.boilerplate >= 0).any():
        known = batch.boilerplate >= 0
        logits = model.boilerplate(words)[..., 0].float()[known]
        found["boilerplate"] = recipe.boilerplate_weight * F.binary_cross_entropy_with_logits(
            logits, batch.boilerplate[known].float()
        )
    if (batch.mentions >= 0).any():
        found["mention"] = recipe.mention_weight * F.cross_entropy(
            model.mentions(words).float().flatten(0, 1), batch.mentions.flatten(), ignore_index=-100
        )
    chains = chain_loss(model, words, batch.chains)
    if chains is not None:
        found["chain"] = recipe.chain_weight * chains
    return found


def _cue_conditioned(
    model: Reader, batch: Batch, words: Tensor, recipe: Recipe
) -> dict[str, Tensor]:
    """Role and act losses of all cues of a batch."""
    cue_states = torch.bmm(batch.cue_words[:, None], words[batch.window].float())[:, 0]
    sides = model.word_side(words)[batch.window]
    logits = model.role_logits(
        model.cue_side(cue_states), sides, batch.distance, batch.paragraph, batch.roles != IGNORE
    )
    roles = F.cross_entropy(
        logits.float().flatten(0, 1), batch.roles.flatten(), ignore_index=-100, reduction="sum"
    )
    found = {"role": recipe.role_weight * roles / len(batch.window)}
    known = batch.acts >= 0
    if known.any():
        window = batch.window[known]
        said = torch.bmm(batch.content_words[known][:, None], words[window].float())[:, 0]
        acts = model.act_logits(model.act_cue(cue_states[known]), model.act_word(said))
        found["act"] = recipe.act_weight * F.cross_entropy(acts.float(), batch.acts[known])
    return found
