"""Ways in for messages: each authenticates its own requests, and writes answers in its own form."""

from sms.gateways.protocol import Gateway
from sms.gateways.simulator import Simulator
from sms.gateways.twilio import Twilio, twilio_gateway, twilio_signature, twilio_token

__all__ = ["Gateway", "Simulator", "Twilio", "twilio_gateway", "twilio_signature", "twilio_token"]
