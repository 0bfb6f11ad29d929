"""Double-random inspection: who may be drawn, the draw itself, and who must not visit whom."""
