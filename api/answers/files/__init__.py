"""Credit files (信用档案) of projects, participants and subjects, as JSON, page and PDF."""

from __future__ import annotations

from api.answers.files.file import KINDS, file_answer
from api.answers.files.page import page, verdict_page
from api.answers.files.pdf import pdf
from api.answers.files.verify import verify_among, verify_answer

__all__ = ["KINDS", "file_answer", "page", "pdf", "verdict_page", "verify_among", "verify_answer"]
