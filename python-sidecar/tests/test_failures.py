"""What libraries and drivers say, as sentences."""

import pytest

from antecedent_sidecar.failures import Code, explain

METAL = "[METAL] Command buffer execution failed: "


@pytest.mark.parametrize(
    "words",
    [
        "[metal::malloc] Unable to allocate 123 bytes.",
        "[metal::malloc] Attempting to allocate 9 bytes, more than the maximum allowed buffer size of 8 bytes.",
        METAL + "Insufficient Memory (00000008:kIOGPUCommandBufferCallbackErrorOutOfMemory)",
        "std::bad_alloc",
    ],
)
def test_a_lack_of_memory_is_told_as_one(words: str) -> None:
    assert explain(RuntimeError(words)).code is Code.OUT_OF_MEMORY


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("[metal::malloc] Resource limit (499000) exceeded.", "no more buffers"),
        (METAL + "Caused GPU Timeout Error (00000002:kIOGPUCommandBufferCallbackErrorTimeout)", "too long"),
        (METAL + "Caused GPU Hang Error (00000003:kIOGPUCommandBufferCallbackErrorHang)", "stood still"),
        (METAL + "Impacting Interactivity (0000000e:kIOGPUCommandBufferCallbackErrorImpactingInteractivity)", "screen"),
        (METAL + "Innocent Victim (00000005:kIOGPUCommandBufferCallbackErrorInnocentVictim)", "another program"),
    ],
)
def test_what_the_driver_ends_is_no_lack_of_memory_and_keeps_its_words(words: str, sentence: str) -> None:
    failure = explain(RuntimeError(words))
    assert failure.code is Code.INTERNAL_ERROR
    assert sentence in failure.message and words in failure.message
    assert "checkpoint" in failure.hint
