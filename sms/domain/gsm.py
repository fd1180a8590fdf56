"""The GSM 03.38 default alphabet, as data: each line of code points with its name."""

# Basic characters: one septet each.
_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅå"  # U+0040 commercial at … U+00E5 small a with ring
    "Δ_ΦΓΛΩΠΨΣΘΞÆæßÉ"  # U+0394 capital delta … U+00C9 capital e acute; Greek capitals without Latin twins
    " !\"#¤%&'()*+,-./"  # U+0020 space … U+002F solidus, with U+00A4 currency sign for the dollar
    "0123456789:;<=>?"  # U+0030 … U+003F
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"  # U+00A1 inverted exclamation mark … U+00A7 section sign
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"  # U+00BF inverted question mark … U+00E0 small a grave
)
# Extension table: escape and a second septet, two in all.
_EXTENDED = "\f^{}\\[~]|€"  # U+000C form feed, U+005E … U+007C, U+20AC euro sign

BASIC = frozenset(_BASIC)
EXTENDED = frozenset(_EXTENDED)
