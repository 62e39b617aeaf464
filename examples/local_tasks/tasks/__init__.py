"""The tasks that are served. Only a model's own module imports the packages that run it, when it loads."""

from ..task import Served
from .audio_classification import AUDIO_CLASSIFICATION
from .automatic_speech_recognition import AUTOMATIC_SPEECH_RECOGNITION
from .image_classification import IMAGE_CLASSIFICATION
from .image_to_text import IMAGE_TO_TEXT
from .object_detection import OBJECT_DETECTION
from .text_classification import TEXT_CLASSIFICATION
from .token_classification import TOKEN_CLASSIFICATION
from .vectors import FEATURE_EXTRACTION, SENTENCE_SIMILARITY, TEXT_RANKING, ZERO_SHOT_CLASSIFICATION

TASKS: tuple[Served, ...] = (
    TEXT_CLASSIFICATION,
    TOKEN_CLASSIFICATION,
    ZERO_SHOT_CLASSIFICATION,
    FEATURE_EXTRACTION,
    SENTENCE_SIMILARITY,
    TEXT_RANKING,
    IMAGE_CLASSIFICATION,
    OBJECT_DETECTION,
    IMAGE_TO_TEXT,
    AUDIO_CLASSIFICATION,
    AUTOMATIC_SPEECH_RECOGNITION,
)
