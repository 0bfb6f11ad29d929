"""For those who run the service: is it alive, may it be asked, what does it measure."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST

from api.metrics import Metrics
from api.problems import RETRY_SECONDS
from api.readiness import Readiness


def probe_routes(readiness: Readiness, metrics: Metrics) -> APIRouter:
    router = APIRouter(tags=["probes"])

    @router.get("/healthz")
    async def alive() -> dict[str, str]:
        """The process answers."""
        return {"status": "alive"}

    @router.get("/readyz", responses={503: {"description": "还在准备 / getting ready"}})
    async def ready(response: Response) -> dict[str, str]:
        """503 until the network is open and warm (``starting``, ``failed`` if it could not be yet),
        and while the ``store`` or the ``audit`` log does not answer."""
        if not readiness.ready:
            response.status_code = 503
            response.headers["Retry-After"] = RETRY_SECONDS
        return {"status": readiness.state}

    @router.get("/metrics", response_class=PlainTextResponse)
    async def measured() -> Response:
        """Counters for Prometheus."""
        metrics.ready.set(readiness.ready)
        return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST)

    return router
