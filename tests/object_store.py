"""An S3 server on loopback (moto's), which counts requests and may be told to answer some of them wrongly."""

import contextlib
import threading
from collections import Counter
from urllib.parse import parse_qs, unquote

from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server


class _Quiet(WSGIRequestHandler):
    def log(self, *_):
        pass


class Server:
    """``asked`` lists (method, kind, key); ``fault`` sees each before it is answered, and may answer in its place."""

    def __init__(self):
        self.asked = []
        self.fault = None
        self._app = DomainDispatcherApplication(create_backend_app)
        self._port = 0
        self.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._port}"

    def start(self):
        self._server = make_server("127.0.0.1", self._port, self._answer, threaded=True, request_handler=_Quiet)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, environ, start_response):
        query = parse_qs(environ.get("QUERY_STRING", ""))
        kind = "list" if "list-type" in query else environ["REQUEST_METHOD"].lower()
        path = unquote(environ["PATH_INFO"])
        key = f"{path}/{query.get('prefix', [''])[0]}" if kind == "list" else path
        self.asked.append((kind, key.strip("/"), environ.get("HTTP_RANGE")))
        wrong = self.fault(kind, key) if self.fault else None
        if wrong:
            status, code, message = wrong
            body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{message}</Message></Error>".encode()
            start_response(status, [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
            return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]
        return self._app(environ, start_response)

    def objects(self, bucket) -> dict[str, bytes]:
        """Every object of a bucket, without a request."""
        found = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets[bucket].keys
        return {name: bytes(key.value) for name, key in found.items()}

    def put(self, bucket, name, data):
        """Lay an object into a bucket, without a request."""
        s3_backends[DEFAULT_ACCOUNT_ID]["aws"].put_object(bucket, name, data)

    def counted(self, within="") -> Counter:
        """How often what was asked, of keys that begin so; from now on, anew."""
        found = Counter(kind for kind, key, _ in self.asked if key.startswith(within))
        self.asked.clear()
        return found

    @contextlib.contextmanager
    def faulty(self, fault):
        self.fault = fault
        try:
            yield
        finally:
            self.fault = None
