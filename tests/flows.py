"""Runs a flow by hand: requests are answered from a script, waits are noted, nothing waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from inferlink._sending.call import Call
from inferlink._sending.clock import Clock
from inferlink._sending.effects import Offload, Send, Share, Sleep
from inferlink._settings import Settings, State
from inferlink.options import Timeout
from inferlink_generated.operations import OPERATIONS

if TYPE_CHECKING:
    from inferlink._sending.effects import Effect, Flow
    from inferlink._sending.wire import Reply, Request


class Time:
    """A clock's time, which passes when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Driver:
    """Answers in order, each a reply or an exception. What was asked for is kept."""

    answers: list[Any] = field(default_factory=list[Any])
    time: Time = field(default_factory=Time)
    sent: list[Request] = field(default_factory=list["Request"])
    slept: list[float] = field(default_factory=list[float])
    offloaded: int = 0

    def run(self, flow: Flow[Any]) -> Any:
        """The result of the flow."""
        answer: Reply | Exception | None = None
        try:
            while True:
                effect = flow.throw(answer) if isinstance(answer, Exception) else flow.send(answer)
                answer = self._answer(effect)
        except StopIteration as stop:
            return stop.value

    def _answer(self, effect: Effect) -> Reply | Exception | None:
        match effect:
            case Send():
                return self._reply(effect.request)
            case Sleep():
                self.slept.append(effect.seconds)
                self.time.seconds += effect.seconds
            case Offload():
                self.offloaded += 1
                effect.work()
            case Share():
                try:
                    self.run(effect.flow())
                except Exception as error:
                    return error
        return None

    def _reply(self, request: Request) -> Reply | Exception:
        self.sent.append(request)
        request.clock.start_attempt()
        if not self.answers:
            raise AssertionError(f"nothing is scripted for {request.method} {request.url}")
        found: Reply | Exception = self.answers.pop(0)
        if not isinstance(found, Exception):
            found.url = request.url
        return found


def driver(*answers: Any, time: Time | None = None) -> Driver:
    """A driver with these answers."""
    return Driver(list(answers), time or Time())


def clock(timeout: Timeout | None = None, time: Time | None = None) -> Clock:
    """A clock on a time of the test's own."""
    return Clock(timeout or Timeout(), time or Time())


def call(task: str = "text-classification", model: str | None = None, **options: Any) -> Call:
    """A call of a task; what is no member of `Call` is an option of its client."""
    names = ("input", "params", "stream", "extra_body", "output", "state")
    parts: dict[str, Any] = {name: options.pop(name) for name in names if name in options}
    defaults: dict[str, Any] = {
        "input": "I like it",
        "params": {},
        "stream": False,
        "extra_body": None,
        "state": State(),
    }
    return Call(operation=OPERATIONS[task], model=model, settings=Settings(**options), **{**defaults, **parts})
