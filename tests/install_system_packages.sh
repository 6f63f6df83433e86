#!/bin/sh
# Programs that some tests talk to: LibreOffice (doc, rtf, odt), tesseract (scans), Chromium (pages).
# Installed where this machine lets us; elsewhere their tests skip and say why. Never fails.
wanted=""
command -v soffice >/dev/null 2>&1 || wanted="$wanted libreoffice-writer-nogui libreoffice-calc-nogui"
command -v tesseract >/dev/null 2>&1 || wanted="$wanted tesseract-ocr tesseract-ocr-rus"
command -v chromium >/dev/null 2>&1 || wanted="$wanted chromium"
[ -z "$wanted" ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "Not installed (no right to):$wanted. Their tests will skip." >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
echo "Installing for the tests:$wanted"
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends $wanted; } >/dev/null 2>&1 ||
    echo "Could not install:$wanted. Their tests will skip." >&2
exit 0
