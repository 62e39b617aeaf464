"""What calls return, for mypy and pyright alike: nothing here is run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Literal, TypedDict, assert_type

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from pydantic import BaseModel

from inferlink import AsyncInferenceClient, InferenceClient, InvalidOutput, RequestOptions, Retry, Timeout, to_dict
from inferlink.types import (
    AsyncParsedStream,
    AsyncStream,
    Audio,
    AudioClassificationOutputElement,
    AudioToAudioOutputElement,
    AutomaticSpeechRecognitionOutput,
    ChatCompletionOutput,
    ChatCompletionOutputMessage,
    ChatCompletionOutputUsage,
    ChatCompletionStreamOutput,
    ChatStreamEvent,
    Completion,
    CreateEmbeddingResponse,
    DepthEstimationOutput,
    DocumentQuestionAnsweringOutputElement,
    FillMaskOutputElement,
    Image,
    ImageClassificationOutputElement,
    ImageSegmentationOutputElement,
    ImagesResponse,
    ImageToTextOutput,
    Items,
    JsonValue,
    Meta,
    ModelList,
    ObjectDetectionOutputElement,
    ParsedChatCompletionOutput,
    ParsedStream,
    QuestionAnsweringOutputElement,
    RawReply,
    Result,
    Speech,
    Stream,
    StreamEvent,
    SummarizationOutput,
    TableQuestionAnsweringOutputElement,
    Text,
    TextClassificationOutputElement,
    TextGenerationOutput,
    TextGenerationStreamOutput,
    TextRankingOutputElement,
    TokenClassificationOutputElement,
    TranslationOutput,
    Vectors,
    Video,
    VideoClassificationOutputElement,
    VisualQuestionAnsweringOutputElement,
    ZeroShotClassificationOutputElement,
    ZeroShotImageClassificationOutputElement,
    ZeroShotObjectDetectionOutputElement,
)


class Model(TypedDict):
    """A reply of one's own."""

    id: str


@dataclass
class Book:
    """What an answer is read as."""

    title: str


class Shelf(BaseModel):
    """Another."""

    books: list[Book]


class Mood(Enum):
    """And another."""

    HAPPY = "happy"


def tasks(client: InferenceClient, picture: Image) -> None:
    assert_type(client.audio_classification("a.wav"), Items[AudioClassificationOutputElement])
    assert_type(client.audio_to_audio(b"..."), Items[AudioToAudioOutputElement])
    assert_type(client.automatic_speech_recognition(Path("a.flac")), AutomaticSpeechRecognitionOutput)
    assert_type(client.depth_estimation(bytearray()), DepthEstimationOutput)
    assert_type(
        client.document_question_answering("https://example.com/scan.png", "How much?"),
        Items[DocumentQuestionAnsweringOutputElement],
    )
    assert_type(client.feature_extraction("x", normalize=True), Vectors)
    assert_type(client.feature_extraction(["x", "y"]), Vectors)
    assert_type(client.fill_mask("The [MASK]."), Items[FillMaskOutputElement])
    assert_type(client.image_classification(memoryview(b"")), Items[ImageClassificationOutputElement])
    assert_type(client.image_segmentation(picture), Items[ImageSegmentationOutputElement])
    assert_type(client.image_text_to_image(picture, prompt="x"), Image)
    assert_type(client.image_text_to_video(picture, prompt="x"), Video)
    assert_type(client.image_to_image(picture, prompt="x"), Image)
    assert_type(client.image_to_text(picture), ImageToTextOutput)
    assert_type(client.image_to_video(picture), Video)
    assert_type(client.object_detection(picture, threshold=0.5), Items[ObjectDetectionOutputElement])
    assert_type(client.question_answering("Who?", "She."), QuestionAnsweringOutputElement)
    assert_type(client.question_answering("Who?", "She.", top_k=1), QuestionAnsweringOutputElement)
    assert_type(client.rerank("x", ["y", "z"]), Items[TextRankingOutputElement])
    assert_type(client.sentence_similarity("x", ["y", "z"]), Items[float])
    assert_type(client.summarization("x"), SummarizationOutput)
    assert_type(client.table_question_answering({"n": ["1"]}, "How many?"), TableQuestionAnsweringOutputElement)
    assert_type(client.tabular_classification({"n": ["1"]}), Items[str])
    assert_type(client.tabular_regression({"n": ["1"]}), Items[float])
    assert_type(client.text_classification("x", top_k=2), Items[TextClassificationOutputElement])
    assert_type(client.text_generation("x"), Text)
    assert_type(client.text_generation("x", details=True), TextGenerationOutput)
    assert_type(client.text_generation("x", stream=True), Stream[str, Text])
    assert_type(
        client.text_generation("x", stream=True, details=True), Stream[TextGenerationStreamOutput, TextGenerationOutput]
    )
    assert_type(client.text_to_audio("x"), Audio)
    assert_type(client.text_to_image("x", width=512), Image)
    assert_type(client.text_to_speech("x"), Audio)
    assert_type(client.text_to_video("x"), Video)
    assert_type(client.token_classification("x"), Items[TokenClassificationOutputElement])
    assert_type(client.translation("x"), TranslationOutput)
    assert_type(client.video_classification("v.mp4"), Items[VideoClassificationOutputElement])
    assert_type(client.visual_question_answering(picture, "What?"), Items[VisualQuestionAnsweringOutputElement])
    assert_type(client.zero_shot_classification("x", ["y", "z"]), Items[ZeroShotClassificationOutputElement])
    assert_type(
        client.zero_shot_image_classification(picture, ["y", "z"]), Items[ZeroShotImageClassificationOutputElement]
    )
    assert_type(client.zero_shot_object_detection(picture, ["y", "z"]), Items[ZeroShotObjectDetectionOutputElement])


async def async_tasks(client: AsyncInferenceClient, picture: Image) -> None:
    assert_type(await client.audio_classification("a.wav"), Items[AudioClassificationOutputElement])
    assert_type(await client.audio_to_audio(b"..."), Items[AudioToAudioOutputElement])
    assert_type(await client.automatic_speech_recognition(Path("a.flac")), AutomaticSpeechRecognitionOutput)
    assert_type(await client.depth_estimation(bytearray()), DepthEstimationOutput)
    assert_type(
        await client.document_question_answering("https://example.com/scan.png", "How much?"),
        Items[DocumentQuestionAnsweringOutputElement],
    )
    assert_type(await client.feature_extraction("x", normalize=True), Vectors)
    assert_type(await client.feature_extraction(["x", "y"]), Vectors)
    assert_type(await client.fill_mask("The [MASK]."), Items[FillMaskOutputElement])
    assert_type(await client.image_classification(memoryview(b"")), Items[ImageClassificationOutputElement])
    assert_type(await client.image_segmentation(picture), Items[ImageSegmentationOutputElement])
    assert_type(await client.image_text_to_image(picture, prompt="x"), Image)
    assert_type(await client.image_text_to_video(picture, prompt="x"), Video)
    assert_type(await client.image_to_image(picture, prompt="x"), Image)
    assert_type(await client.image_to_text(picture), ImageToTextOutput)
    assert_type(await client.image_to_video(picture), Video)
    assert_type(await client.object_detection(picture, threshold=0.5), Items[ObjectDetectionOutputElement])
    assert_type(await client.question_answering("Who?", "She."), QuestionAnsweringOutputElement)
    assert_type(await client.question_answering("Who?", "She.", top_k=1), QuestionAnsweringOutputElement)
    assert_type(await client.rerank("x", ["y", "z"]), Items[TextRankingOutputElement])
    assert_type(await client.sentence_similarity("x", ["y", "z"]), Items[float])
    assert_type(await client.summarization("x"), SummarizationOutput)
    assert_type(await client.table_question_answering({"n": ["1"]}, "How many?"), TableQuestionAnsweringOutputElement)
    assert_type(await client.tabular_classification({"n": ["1"]}), Items[str])
    assert_type(await client.tabular_regression({"n": ["1"]}), Items[float])
    assert_type(await client.text_classification("x", top_k=2), Items[TextClassificationOutputElement])
    assert_type(await client.text_generation("x"), Text)
    assert_type(await client.text_generation("x", details=True), TextGenerationOutput)
    assert_type(await client.text_generation("x", stream=True), AsyncStream[str, Text])
    assert_type(
        await client.text_generation("x", stream=True, details=True),
        AsyncStream[TextGenerationStreamOutput, TextGenerationOutput],
    )
    assert_type(await client.text_to_audio("x"), Audio)
    assert_type(await client.text_to_image("x", width=512), Image)
    assert_type(await client.text_to_speech("x"), Audio)
    assert_type(await client.text_to_video("x"), Video)
    assert_type(await client.token_classification("x"), Items[TokenClassificationOutputElement])
    assert_type(await client.translation("x"), TranslationOutput)
    assert_type(await client.video_classification("v.mp4"), Items[VideoClassificationOutputElement])
    assert_type(await client.visual_question_answering(picture, "What?"), Items[VisualQuestionAnsweringOutputElement])
    assert_type(await client.zero_shot_classification("x", ["y", "z"]), Items[ZeroShotClassificationOutputElement])
    assert_type(
        await client.zero_shot_image_classification(picture, ["y", "z"]),
        Items[ZeroShotImageClassificationOutputElement],
    )
    assert_type(
        await client.zero_shot_object_detection(picture, ["y", "z"]), Items[ZeroShotObjectDetectionOutputElement]
    )


def chat(client: InferenceClient, is_stream: bool) -> None:
    answer = client.chat_completion("Hello")
    assert_type(answer, ChatCompletionOutput)
    assert_type(answer.choices[0].message, ChatCompletionOutputMessage)
    assert_type(answer.choices[0].message.content, str | None)
    assert_type(answer.usage, ChatCompletionOutputUsage | None)
    assert_type(answer.meta, Meta | None)
    assert_type(to_dict(answer), dict[str, Any])
    assert_type(client.chat_completion([{"role": "user", "content": "Hello"}], stream=False), ChatCompletionOutput)
    assert_type(client.chat_completion([answer.choices[0].message], max_tokens=5), ChatCompletionOutput)
    assert_type(
        client.chat_completion("Hello", stream=is_stream),
        ChatCompletionOutput | Stream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )
    assert_type(client.chat.completions.create(messages="Hello", model="m"), ChatCompletionOutput)
    assert_type(
        client.chat.completions.create("Hello", stream=True), Stream[ChatCompletionStreamOutput, ChatCompletionOutput]
    )
    assert_type(client.with_options(timeout=Timeout(total=5), retry=Retry(attempts=0)), InferenceClient)
    client.chat_completion(
        [
            {"role": "system", "content": "Be brief."},
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "What is this?"},
                    {"type": "image_url", "image_url": {"url": "https://example.com/cat.png"}},
                ],
            },
        ],
        tools=[{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}],
        tool_choice="auto",
        response_format={"type": "json_schema", "json_schema": {"name": "n", "schema": {"type": "object"}}},
        reasoning_effort="low",
        logit_bias={"50256": -100},
        extra_body={"mirostat": 2},
        options=RequestOptions(timeout=5.0, headers={"x-trace": "1"}),
    )


def structured(client: InferenceClient) -> None:
    answer = client.chat_completion("Invent a book.", output=Book)
    assert_type(answer, ParsedChatCompletionOutput[Book])
    assert_type(answer.parsed, Book)
    assert_type(answer.choices[0].message.content, str | None)
    assert_type(answer.meta, Meta | None)
    assert_type(answer.rejected, tuple[ChatCompletionOutput, ...])
    assert_type(client.chat_completion("x", output=Model).parsed, Model)
    assert_type(client.chat_completion("x", output=Shelf).parsed, Shelf)
    assert_type(client.chat_completion("x", output=Mood).parsed, Mood)
    assert_type(client.chat_completion("x", output=list[Book]).parsed, list[Book])
    assert_type(client.chat_completion("x", output=dict[str, Book]).parsed, dict[str, Book])
    assert_type(client.chat_completion("x", output={"type": "object"}).parsed, object)
    assert_type(client.chat_completion("x", output=Literal["a", "b"]).parsed, object)
    assert_type(client.chat_completion("x", output=Book | Shelf).parsed, object)
    assert_type(client.chat_completion("x", output=None), ChatCompletionOutput)
    assert_type(client.chat_completion("x", output=Book, options=RequestOptions(repair=1)).parsed, Book)
    stream = client.chat_completion("x", output=Book, stream=True)
    assert_type(stream, ParsedStream[ChatCompletionStreamOutput, ParsedChatCompletionOutput[Book]])
    assert_type(next(stream), ChatCompletionStreamOutput)
    assert_type(stream.text, Iterator[str])
    for part in stream.partials():
        if isinstance(part, dict):
            title: JsonValue = part["title"]
            assert_type(isinstance(title, str), bool)
    assert_type(stream.result().parsed, Book)
    with client.chat_completion("x", output={"type": "array"}, stream=True) as plain:
        assert_type(plain.partials(), Iterator[JsonValue])
        assert_type(plain.result().parsed, object)
    try:
        client.chat_completion("x", output=Book)
    except InvalidOutput as error:
        assert_type(error.result, Result | None)
        assert_type(error.text, str)


def streams(client: InferenceClient) -> None:
    stream = client.chat_completion("Hello", stream=True)
    for chunk in stream:
        assert_type(chunk, ChatCompletionStreamOutput)
        assert_type(chunk.choices[0].delta.content, str | None)
    assert_type(stream.text, Iterator[str])
    assert_type(stream.events(), Iterator[StreamEvent])
    assert_type(stream.result(), ChatCompletionOutput)
    assert_type(stream.complete, bool)
    assert_type(stream.meta, Meta)
    with client.text_generation("Once", stream=True) as texts:
        assert_type(next(texts), str)
        assert_type(texts.result(), Text)
    with client.text_generation("Once", stream=True, details=True) as tokens:
        assert_type(next(tokens), TextGenerationStreamOutput)
        assert_type(tokens.result(), TextGenerationOutput)
    assert_type(stream.close(), None)


def requests(client: InferenceClient) -> None:
    assert_type(client.request("GET", "models"), RawReply)
    assert_type(client.request("GET", "models").json(), Any)
    assert_type(client.request("GET", "models/x", type=Model), Model)
    assert_type(client.request("POST", "rerank", json={"query": "x"}, type=list[float]), list[float])
    assert_type(client.request("POST", "responses", json={}, stream=True), Stream[Any, None])
    assert_type(client.health_check(), bool)
    assert_type(client.get_endpoint_info(model="http://localhost:8080"), dict[str, Any])


def media(client: InferenceClient) -> None:
    image = client.text_to_image("A lighthouse.")
    assert_type(image.bytes, bytes)
    assert_type(image.save("lighthouse.png"), Path)
    assert_type(client.image_to_text(image).meta, Meta | None)
    assert_type(client.image_segmentation(image)[0].label, str)
    assert_type(client.feature_extraction("x").tolist(), list[Any])
    assert_type(client.feature_extraction("x").to_numpy(), NDArray[np.float32])
    assert_type(client.image_to_text(image.to_pil()), ImageToTextOutput)
    assert_type(client.image_to_text(Pillow.new("RGB", (1, 1))), ImageToTextOutput)
    with Path("a.wav").open("rb") as file:
        assert_type(client.audio_classification(file), Items[AudioClassificationOutputElement])


async def async_chat(client: AsyncInferenceClient, is_stream: bool) -> None:
    answer = await client.chat_completion("Hello")
    assert_type(answer, ChatCompletionOutput)
    assert_type(
        await client.chat_completion("Hello", stream=is_stream),
        ChatCompletionOutput | AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )
    assert_type(await client.chat.completions.create(messages="Hello", model="m"), ChatCompletionOutput)
    assert_type(
        await client.chat.completions.create("Hello", stream=True),
        AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput],
    )
    assert_type(client.with_options(model="m"), AsyncInferenceClient)


async def async_structured(client: AsyncInferenceClient) -> None:
    assert_type((await client.chat_completion("x", output=Book)).parsed, Book)
    assert_type((await client.chat_completion("x", output=list[Book])).parsed, list[Book])
    assert_type((await client.chat_completion("x", output={"type": "object"})).parsed, object)
    async with await client.chat_completion("x", output=Book, stream=True) as stream:
        assert_type(stream, AsyncParsedStream[ChatCompletionStreamOutput, ParsedChatCompletionOutput[Book]])
        assert_type(stream.partials(), AsyncIterator[JsonValue])
        assert_type((await stream.result()).parsed, Book)


async def async_streams(client: AsyncInferenceClient) -> None:
    stream = await client.chat_completion("Hello", stream=True)
    async for chunk in stream:
        assert_type(chunk, ChatCompletionStreamOutput)
    assert_type(stream.text, AsyncIterator[str])
    assert_type(stream.events(), AsyncIterator[StreamEvent])
    assert_type(await stream.result(), ChatCompletionOutput)
    async with await client.text_generation("Once", stream=True) as texts:
        assert_type(await anext(texts), str)
        assert_type(await texts.result(), Text)
    assert_type(await stream.aclose(), None)


async def async_requests(client: AsyncInferenceClient) -> None:
    assert_type(await client.request("GET", "models"), RawReply)
    assert_type(await client.request("GET", "models/x", type=Model), Model)
    assert_type(await client.request("POST", "responses", json={}, stream=True), AsyncStream[Any, None])
    assert_type(await client.health_check(), bool)
    assert_type(await client.get_endpoint_info(), dict[str, Any])


def contexts() -> None:
    with InferenceClient(provider="auto", api_key="hf_x") as client:
        assert_type(client, InferenceClient)


async def async_contexts() -> None:
    async with AsyncInferenceClient("http://localhost:8080", token=False) as client:
        assert_type(client, AsyncInferenceClient)


def openai_shapes(client: InferenceClient) -> None:
    ask = client.chat.completions
    assert_type(ask.create(messages="x", timeout=3, extra_headers={"a": "b"}), ChatCompletionOutput)
    assert_type(ask.create(messages="x", stream=True), Stream[ChatCompletionStreamOutput, ChatCompletionOutput])
    with ask.stream(messages=[{"role": "user", "content": "x"}], model="m") as stream:
        for event in stream:
            assert_type(event, ChatStreamEvent)
            if event.type == "content.delta":
                assert_type(event.delta, str)
        assert_type(stream.get_final_completion(), ChatCompletionOutput)
    assert_type(ask.parse(messages="x", response_format=Book), ParsedChatCompletionOutput[Book])
    assert_type(ask.parse(messages="x", response_format=Book).choices[0].message.parsed, Book | None)
    assert_type(ask.parse(messages="x", response_format=list[Book]).choices[0].message.parsed, list[Book] | None)
    assert_type(ask.parse(messages="x", response_format=Book | int), ParsedChatCompletionOutput[object])
    with ask.stream(messages="x", response_format=Book) as parsed:
        assert_type(parsed.get_final_completion().choices[0].message.parsed, Book | None)
    with ask.stream(messages="x", response_format={"type": "json_object"}) as plain:
        assert_type(plain.get_final_completion(), ChatCompletionOutput)
    assert_type(client.completions.create(prompt="x", max_tokens=3), Completion)
    assert_type(client.completions.create(prompt="x", stream=True), Stream[Completion, TextGenerationOutput])
    assert_type(client.embeddings.create(input=["x"], model="m", dimensions=3), CreateEmbeddingResponse)
    assert_type(client.embeddings.create(input="x").data[0].embedding, list[float])
    assert_type(client.images.generate(prompt="x", size="64x64", n=1), ImagesResponse)
    assert_type(client.audio.transcriptions.create(file=("a.wav", b"x")), AutomaticSpeechRecognitionOutput)
    assert_type(client.audio.speech.create(input="x", voice="alloy"), Speech)
    assert_type(client.models.list(), ModelList)


async def async_openai_shapes(client: AsyncInferenceClient) -> None:
    ask = client.chat.completions
    assert_type(await ask.create(messages="x", timeout=3), ChatCompletionOutput)
    assert_type(
        await ask.create(messages="x", stream=True), AsyncStream[ChatCompletionStreamOutput, ChatCompletionOutput]
    )
    async with ask.stream(messages="x") as stream:
        async for event in stream:
            assert_type(event, ChatStreamEvent)
        assert_type(await stream.get_final_completion(), ChatCompletionOutput)
    parsed = await ask.parse(messages="x", response_format=Book)
    assert_type(parsed.choices[0].message.parsed, Book | None)
    async with ask.stream(messages="x", response_format=Book) as typed:
        assert_type((await typed.get_final_completion()).choices[0].message.parsed, Book | None)
    assert_type(await client.completions.create(prompt="x"), Completion)
    assert_type(await client.completions.create(prompt="x", stream=True), AsyncStream[Completion, TextGenerationOutput])
    assert_type(await client.embeddings.create(input=["x"], model="m"), CreateEmbeddingResponse)
    assert_type(await client.images.generate(prompt="x"), ImagesResponse)
    assert_type(await client.audio.transcriptions.create(file="a.wav"), AutomaticSpeechRecognitionOutput)
    assert_type(await client.audio.speech.create(input="x"), Speech)
    assert_type(await client.models.list(), ModelList)
    async for model in client.models.list():
        assert_type(model.id, str)
