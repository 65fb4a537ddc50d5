"""The encodings that a page may name: those of the WHATWG Encoding Standard, and no others.

A page names its encoding itself, so the name is not to be trusted: Python also knows codecs that
are no encodings of texts (rot13, unicode_escape, undefined, idna) under such names.

Left out is what cannot be meant where a declaration is asked for: bytes that are not UTF-8 and
hold no NUL, so neither UTF-8 nor UTF-16, nor an encoding of seven bits.
"""

import re

# Python's codec, and the names by which the standard knows it, without their punctuation. As
# there, Latin-1 and ASCII mean Windows-1252, and GB 2312 means the larger GB 18030.
CODECS = {
    "big5hkscs": "big5 big5hkscs cnbig5 csbig5 xxbig5",
    "cp866": "866 cp866 csibm866 ibm866",
    "cp874": "dos874 iso885911 tis620 windows874",
    "cp932": "csshiftjis ms932 mskanji shiftjis sjis windows31j xsjis",
    "cp949": "cseuckr csksc56011987 euckr isoir149 korean ksc5601 ksc56011987 ksc56011989 "
    "windows949",
    "cp1250": "cp1250 windows1250 xcp1250",
    "cp1251": "cp1251 windows1251 xcp1251",
    "cp1252": "ansix341968 ascii cp1252 cp819 csisolatin1 ibm819 iso88591 iso885911987 isoir100 "
    "l1 latin1 usascii windows1252 xcp1252",
    "cp1253": "cp1253 windows1253 xcp1253",
    "cp1254": "cp1254 csisolatin5 iso88599 iso885991989 isoir148 l5 latin5 windows1254 xcp1254",
    "cp1255": "cp1255 windows1255 xcp1255",
    "cp1256": "cp1256 windows1256 xcp1256",
    "cp1257": "cp1257 windows1257 xcp1257",
    "cp1258": "cp1258 windows1258 xcp1258",
    "euc_jp": "cseucpkdfmtjapanese eucjp xeucjp",
    "gb18030": "chinese csgb2312 csiso58gb231280 gb18030 gb2312 gb231280 gbk isoir58 xgbk",
    "iso8859_2": "csisolatin2 iso88592 iso885921987 isoir101 l2 latin2",
    "iso8859_3": "csisolatin3 iso88593 iso885931988 isoir109 l3 latin3",
    "iso8859_4": "csisolatin4 iso88594 iso885941988 isoir110 l4 latin4",
    "iso8859_5": "csisolatincyrillic cyrillic iso88595 iso885951988 isoir144",
    "iso8859_6": "arabic asmo708 csiso88596e csiso88596i csisolatinarabic ecma114 iso88596 "
    "iso885961987 iso88596e iso88596i isoir127",
    "iso8859_7": "csisolatingreek ecma118 elot928 greek greek8 iso88597 iso885971987 isoir126 "
    "suneugreek",
    "iso8859_8": "csiso88598e csiso88598i csisolatinhebrew hebrew iso88598 iso885981988 "
    "iso88598e iso88598i isoir138 logical visual",
    "iso8859_10": "csisolatin6 iso885910 isoir157 l6 latin6",
    "iso8859_13": "iso885913",
    "iso8859_14": "iso885914",
    "iso8859_15": "csisolatin9 iso885915 l9",
    "iso8859_16": "iso885916",
    "koi8_r": "cskoi8r koi koi8 koi8r",
    "koi8_u": "koi8ru koi8u",
    "mac_cyrillic": "xmaccyrillic xmacukrainian",
    "mac_roman": "csmacintosh mac macintosh xmacroman",
}
CODEC_OF = {label: codec for codec, labels in CODECS.items() for label in labels.split()}
PUNCTUATION = re.compile(r"[^a-z0-9]")


def codec_named(label: str) -> str | None:
    """Give Python's name of the encoding that a page names. None: it names none that is known."""
    return CODEC_OF.get(PUNCTUATION.sub("", label.lower()))
