"""What the service answers: one object, used by the command and by HTTP alike."""

from __future__ import annotations

from api.answers.answers import Answers
from api.answers.asking import Moment, PathOptions, RelatedOptions
from api.answers.export import FORMATS, Exported

__all__ = ["FORMATS", "Answers", "Exported", "Moment", "PathOptions", "RelatedOptions"]
