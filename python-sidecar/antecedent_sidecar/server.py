"""Reads requests on one thread, answers them one at a time on the main one, and leaves when nobody listens."""

import logging
import os
import signal
import sys
import threading
from queue import SimpleQueue

import msgspec

from . import protocol, stdio, watchdog, wire
from .failures import Cancelled, Code, Failure, explain
from .job import Job
from .methods import HANDLERS

_log = logging.getLogger(__name__)

# Nothing but `download` may use the network, and forked tokenizers would only warn.
_ENVIRONMENT = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}
#: Seconds that whatever is under way gets once nobody listens any more. What is on disk is whole at every moment.
_GRACE = 0.5


def main(channels: stdio.Channels) -> int:
    """Serve until stdin ends; the exit status."""
    os.environ.update(_ENVIRONMENT)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(message)s")
    logging.getLogger(__package__).setLevel(logging.INFO)
    if (rank := os.environ.get("MLX_RANK")) not in (None, "0"):
        # Beside others, one speaks for all; every one hears what the app says.
        channels = channels._replace(write=os.open(os.devnull, os.O_WRONLY))
    server = Server(channels, rank)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: server.leave())
    server.run()
    return 0


def _depart() -> None:
    """End the process after its grace: a step or a model being loaded cannot be interrupted, only left."""
    threading.Event().wait(_GRACE)
    os._exit(0)


class Server:
    """The requests under way and the line they are answered on.

    Parameters
    ----------
    channels
        What the app says, and where it is answered.
    rank
        This process's place in a team that MLX's launcher started; None where it is alone.
    """

    def __init__(self, channels: stdio.Channels, rank: str | None = None) -> None:
        self._channels = channels
        self._rank = rank
        self._writer = stdio.LineWriter(channels.write, self.leave)
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._jobs: dict[int, Job] = {}
        self._leaving = False
        self._initialized = False

    def run(self) -> None:
        """Answer requests in order on this thread until the app is gone."""
        threading.Thread(target=self._read, name="reader", daemon=True).start()
        while (job := self._queue.get()) is not None:
            self._say(self._answer(job))

    def _say(self, line: bytes) -> None:
        # MLX's launcher cuts what it passes on into pieces and loses letters that lie across two of them.
        self._writer.write(line if self._rank is None else wire.ascii_only(line))

    def leave(self) -> None:
        """Cancel everything under way; the process ends when that is done, or soon. Safe from threads and signals."""
        if not self._leaving:
            self._leaving = True
            threading.Thread(target=_depart, name="departure", daemon=True).start()
        for job in list(self._jobs.values()):
            job.abandon()
        self._queue.put(None)

    def _read(self) -> None:
        try:
            for line in stdio.lines(self._channels.read):
                if isinstance(line, stdio.LineTooLong):
                    sentence = f"The line has {line.size} bytes; at most {stdio.MAX_LINE_BYTES} are read."
                    self._refuse(None, Failure(Code.INVALID_REQUEST, sentence))
                else:
                    self._take_safely(line)
        finally:
            self.leave()

    def _take_safely(self, line: bytes) -> None:
        try:
            self._take(wire.decode(line))
        except Exception as error:  # no line may end the process
            _log.exception("A line could not be taken.")
            self._refuse(None, explain(error))

    def _take(self, message: protocol.Request | wire.Refused) -> None:
        if isinstance(message, wire.Refused):
            self._refuse(message.id, message.failure)
        elif message.method == "$/cancelRequest":
            self._cancel(message)
        elif message.method == "$/verdict":
            self._judge(message)
        elif isinstance(message.id, msgspec.UnsetType):
            self._refuse(None, Failure(Code.INVALID_REQUEST, f"A request for {message.method!r} needs an id."))
        elif message.id in self._jobs:
            self._refuse(None, Failure(Code.INVALID_REQUEST, f"Request {message.id} is already under way."))
        else:
            job = Job(message, message.id, self._say)
            self._jobs[message.id] = job
            if self._leaving:
                job.abandon()
            self._queue.put(job)

    def _cancel(self, message: protocol.Request) -> None:
        try:
            target = wire.params(protocol.CancelParams, message.params).id
        except Failure as failure:
            self._refuse(None, failure)
            return
        # A request that was answered meanwhile is no longer there: nothing to do.
        if job := self._jobs.get(target):
            job.cancel()

    def _judge(self, message: protocol.Request) -> None:
        try:
            verdict = wire.params(protocol.VerdictParams, message.params)
        except Failure as failure:
            self._refuse(None, failure)
            return
        if job := self._jobs.get(verdict.id):
            job.take_verdict(verdict)

    def _refuse(self, request_id: int | None, failure: Failure) -> None:
        self._writer.write(wire.error(request_id, failure))

    def _answer(self, job: Job) -> bytes:
        method = job.request.method
        _log.info("%s begins", method)
        try:
            answer = wire.response(job.id, self._call(job))
        except Cancelled as cancelled:
            _log.info("%s was cancelled", method)
            return wire.error(job.id, cancelled)
        except Failure as failure:
            _log.info("%s failed: %s", method, failure, exc_info=failure.__cause__)
            return wire.error(job.id, failure)
        except Exception as error:
            _log.exception("%s failed", method)
            if self._rank not in (None, "0"):
                # Nobody hears it here, and the others would wait: MLX's launcher ends them when one ends.
                os._exit(1)
            return wire.error(job.id, explain(error))
        else:
            _log.info("%s ends", method)
            return answer
        finally:
            self._jobs.pop(job.id, None)

    def _call(self, job: Job) -> protocol.Closed:
        method = job.request.method
        if not self._initialized and method != "initialize":
            raise Failure(Code.PROTOCOL_MISMATCH, "The first message has to be initialize.")
        if method not in HANDLERS:
            raise Failure(Code.METHOD_NOT_FOUND, f"There is no method {method!r}.")
        params = wire.params(protocol.METHODS[method][0], job.request.params)
        if isinstance(params, protocol.InitializeParams):
            result = HANDLERS[method](params, job)
            if not self._initialized and self._rank in (None, "0"):
                watchdog.watch(params.parent_pid, self.leave)
            self._initialized = True
            return result
        # A run that was taken back while it waited is a stopped run, which `train` says itself.
        if not isinstance(params, protocol.TrainParams):
            job.check()
        return HANDLERS[method](params, job)
