# SPDX-FileCopyrightText: The Leyr Onboarding authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the words: one term for one thing, in English and in each translation; capitals; short buttons.

usage: words.py [--english]

Prints a line for each thing that is wrong. --english looks at the English texts alone.
"""

import glob
import os
import re
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ElementTree

from translations import ROOT, english_texts, entries, lines_of, make_template

# What is not said, and what is said instead.
NEVER = [
    (r"\b(the|this) program\b", "Leyr Onboarding"),
    (r"\bthe program’s\b", "Leyr Onboarding’s"),
    (r"\bFHIR (address|base)\b", "FHIR URL"),
    (r"\bweb address|web site\b", "URL, website"),
    (r"\bthe app\b|\byour app\b", "Leyr Onboarding, or your Leyr app"),
    (r"(?<!code )\bconsole account", "Code Console account"),
    (r"\blog in to (the )?(console|proxy|code)|(?<!automatic )(?<!at )\blogins?\b", "sign in, sign-in"),
    (r"\bpublished directory\b", "clinic directory"),
    (r"\b(keep|keeps|kept|keeping)\b[^.]*\bkeyring|\bkeyring (keeps|holds|kept)\b", "save, saved"),
    (r"\bkept (copy|credentials|clinics?)\b|\bclinics that are kept\b", "saved"),
    (r"\blive (test|check)\b", "connection test"),
    (r"\bverdicts?\b", "result"),
    (r"\bfindings?\b", "issue"),
    (r"\brests? on\b", "technical details"),
    (r"\bpracti[cs]e[sd]?\b", "demo mode"),
    (r"\bplays?\b|\brehears", "simulate, scenario"),
    (r"\bpictures?\b", "screenshot"),
    (r"\bswitch(ed|es)? (on|off)\b", "turn on, turn off"),
    (r"\buncheck(ed)?\b", "clear"),
    (r"\blets?\b[^.]* (in|into|through)\b", "allow"),
    (r"\brotat", "replace"),
    (r"\bhand(s|ed)? over\b|\bhanded-over\b", "add to Leyr"),
    (r"\btoken server\b", "authorization server, token endpoint"),
    (r"\banswer(s|ed|ing)?\b", "response, respond"),
    (r"\bname servers?\b", "DNS server"),
    (r"\binspecting proxy\b", "proxy that inspects encrypted traffic"),
    (r"\b(network’s|networks) administrator\b", "network administrator"),
    (r"(?<!-)\bmails?\b|\be-mail", "email"),
    (r"\btyping error|\bmistyped\b", "typo"),
    (r"\bstays? so\b", "If this keeps happening"),
    (r"\bNothing was sent\b", "No credentials were sent"),
    (r"\bNothing was lost\b", "Your entries are still here"),
    (r"\bat work\b", "what is being done"),
    (r"\bis no (directory|web|tenant|host|search)\b", "is not a …"),
    (r"\bthe directory\b(?<!clinic directory)(?= (could|names|lacks|is damaged))", "clinic directory"),
    (r"\bbegun\b|\bsends us\b|\basks for a (pause|login)\b", "plain words: started, redirects, requires"),
    (r"\b[Ww]rong usage\b", "usage error"),
    # US English, and how things are written.
    (r"\w+(organis|recognis|authoris|customis)|\b(organis|recognis|authoris|customis)|\bcolour|\bcancelled\b"
     r"|\bunlicence|\bcentre\b", "US English"),
    (r"\b(id|ids)\b", "ID, IDs"),
    (r"(?<![:/“\w])\bhttps?\b(?!:|_)", "HTTPS, HTTP"),
    (r"https?://\w[^\s“”]*\.(?=$|\n)", "no full stop after a URL"),
    (r"\w'\w", "’"),
    (r"\.\.\.", "…"),
]
# What stands in a text and is no word of it: contracts, names of others, and Oracle's own words.
ALLOWED = [
    (r"--[a-z-]+(=[A-Z]+)?", "options of the command line stay"),
    (r"leyr-onboarding [a-z]+|“(check|practice|guide|report|daily)\b[^”]*”", "so do its commands"),
    (r"^Commands:(.|\n)*", "the list of commands"),
    (r"leyr-onboarding:\S+|[\w.-]*@[\w.-]+|\bmailto:\S*", "addresses"),
    (r"\bhttps?_proxy\b|\bno_proxy\b", "variables"),
    (r"\b(token|probe|scope|address|network|tls|discovery|version|tenant|check)\.[a-z-]+\b", "ids of issues"),
    (r"<[^>]*>|\{[a-z-]+\}", "markup, and names of what fills a text"),
    (r"\bEndpoint and Organization\b", "FHIR's resources"),
]

# The glossary: what stands in English, and what has to stand in each translation of it.
GLOSSARY = [
    (r"\bkeyring", "Schlüsselb[uü]nd", "trousseau", "depósito", "حلق"),
    (r"\bcredentials\b", "Zugangsdaten", "identifiants?", "credenciales", "اعتماد"),
    (r"\btenant IDs?\b", "Tenant-IDs?", "IDs? d[eu](s| votre| son)? tenants?", "IDs? de(l| su| los)? tenants?",
     "معرف(ات)? (ال)?مستأجر"),
    (r"\btenants?\b", "Tenant", "tenant", "tenant", "مستأجر"),
    (r"\bscopes?\b", "Scope", "scope", "scope", "نطاق"),
    (r"\bFHIR URL", "FHIR-URL", "URL FHIR", "URL (de )?FHIR", "عن(وان|اوين) FHIR"),
    (r"\bnetwork administrator", "Netzwerkadministration", r"admin(istrateur|\.) réseau",
     r"admin(istrador|\.) de (la |su )?red", "مسؤول (ال)?شبك"),
    (r"\bMillennium administrator", "Millennium-Administration", r"admin(istrateur|\.) Millennium",
     r"admin(istrador|\.)( de)? Millennium", "مسؤول Millennium"),
    (r"\bconnection tests?\b", "Verbindungstest", "tests? de connexion", "pruebas? de (la )?conexión",
     "ختبارا?ت? (ال)?اتصال"),
    (r"\bdemo mode\b", "Demomodus", "mode démo", "modo de demostración", "(ال)?وضع (ال)?تجريبي"),
    (r"\bsupport reports?\b", "Support-Bericht", "rapports? d’assistance", "informes? de soporte",
     "تق(رير|ارير) (ال)?دعم"),
    (r"\bscreenshots?\b", "Bildschirmfoto", "captures? d’écran", "capturas? de pantalla", "لقط"),
    (r"\bclinic directory\b", "Klinikverzeichnis", "annuaires? d(es|e) cliniques", "directorio de clínicas",
     "قائمة (ال)?عيادات"),
    (r"\bauthorization server", "Autorisierungsserver", "serveurs? d’autorisation", "servidor(es)? de autorización",
     "خ(ا|وا)دم (ال)?تفويض"),
    (r"\baccess tokens?\b", "Zugriffs?token", "jetons? d’accès", "tokens? de acceso", "رم(ز|وز) (ال)?وصول"),
    (r"\btoken endpoint", "Token-Endpunkt", "point de terminaison", "endpoint de(l)? tokens?", "نقطة نهاية"),
    (r"\bDNS servers?\b", "DNS-Server", "serveurs? DNS", "servidor(es)? DNS", "خ(ا|وا)دم DNS"),
    (r"\bemails?\b", "E-Mail|mailen|@", "e-mail|messagerie|@", "correo|@", "بريد|رسال|رسائل|راسل|@"),
    (r"\bcommand line\b", "Befehlszeile", "ligne de commande", "línea de comandos", "سطر (ال)?[أا]وامر"),
    (r"\borganization", "Organisation", "organisation", "organización|organizaciones", "مؤسس"),
    (r"\bclinics?\b", "Klinik", "cliniques?", "clínicas?", "عياد"),
    (r"\bresponses?\b", "Antwort", "réponse", "respuesta", "استجاب"),
    (r"(?<!not )(?<!cannot )\bissues?\b(?! (access|an|other|the access))", "Problem|Hinweis", "problème|remarque", "problema|nota", "مشكل|مشاكل|ملاحظ"),
    (r"\bprox(y|ies)\b", "Proxy", "proxy", "proxy", "proxy|وكيل"),
    (r"\bstep %d\b|\bstep {", "Schritt", "étape", "paso", "خطوة"),
    (r"\bsandbox(?!cerner)", "Sandbox", "sandbox|bac à sable", "sandbox", "معزولة"),
    (r"\bdemo\b", "Demo", "démo", "demo", "تجريبي|عروض"),
    (r"\bPasswords and Keys\b", "Passwörter und Verschlüsselung", "Mots de passe et clés", "Contraseñas y claves",
     "كلمات السر ومفاتيح التعمية"),
]
LANGUAGES = ("de", "fr", "es", "ar")

# What a translation says only where the English says this: (language, what it says, what the English says; "" where
# it is never right). A word that is right for the one thing is misread for the other.
ONLY_FOR = [
    ("ar", "تجريبي", "demo"), ("ar", "معزول", "sandbox"), ("ar", "دليل", "guide|manual"),
    ("ar", "صلاحي", "expire|valid|renew"), ("ar", "ملاحظ", "note"), ("ar", "مدير", "manager"),
    ("ar", r"جواب|\bيجيب|خطأ مطبعي", ""),
    ("es", "directorio (?!de clínicas)", "directory"), ("es", "carpeta", "folder"), ("es", "cartera", "wallet"),
    ("es", "hallazgo|veredicto|línea de órdenes|megabyte|en vivo|punto de acceso", ""),
    ("de", r"\b[Oo]rdner", "folder"), ("de", r"\bVerzeichnis|\bKennung|Nameserver|Token-Server|[Aa]nkreuz|angekreuzt", ""),
    ("de", r"\bBefund|\bUrteil|\bÜbung|[Ll]ive-Test|unterschrieben|\b(Kollegen|Autoren|Admin)\b|\bgetan\b", ""),
    ("fr", r"\bdossier", "folder|records"), ("fr", r"répertoire|croquis|courriel|réglage|point d’accès|\bconstat", ""),
    ("fr", r"\bverdict|serveur de noms|serveur de jetons|en direct|\bexercice|soignant|\badmin\.|[àÀ] la page «", ""),
]
# An article, or a preposition that has one in it, before a name that may be of any gender: a date has always the same.
ARTICLES = {
    "de": r"\b([Dd](er|ie|as|e[mns])|[Ee]ine?[mnrs]?|zu[mr]|[ivb]?[ie]m|vom|ins) %(\d\$)?s",
    "fr": r"(\b([Ll][ea]s?|[Uu]ne?|[Dd]u|[Aa]ux?|[Dd]es) |\b[LlDd]’)%(\d\$)?s",
}
DATED = r"\b(since|dated|from|on|[Tt]ested) %"
# How the reader is addressed: nowhere as a friend, nor as several.
FAMILIAR = {
    "de": r"\b([Dd]u|[Dd]ich|[Dd]ir|[Dd]einen?[mrs]?|[Dd]eine)\b",
    "fr": r"\b(tu|toi|ton|tes|t’\w+)\b",
    "es": r"\b(tú|ti|tus?|contigo|puedes|debes|tienes|quieres|necesitas|haz|elige|vuestr\w+|vosotr\w+)\b",
    "ar": r"\b(اكتبوا|أدخلوا|افتحوا|اختاروا|يمكنكم|لديكم)\b",
}
# Signs of each language: the ends of a sentence, and the quotation marks that are not its own.
ENDS = {".": ".", "…": "…", ":": ":", "?": "?", "!": "!"}
ARABIC_END = {"?": "؟"}
ABBREVIATED = r"\badmin\.$"
FOREIGN_QUOTES = {"de": "”«»", "fr": "“”„", "es": "“”„", "ar": "“”„"}
# Before ; ! ? stands a narrow space that does not break, before : and inside « » a wide one.
UNSPACED_FRENCH = "(?<!\u00a0):(?=\\s|$)|(?<!\u202f)(?:;(?=\\s)|[?!](?=\\s|$))|«(?!\u00a0)|(?<!\u00a0)»"
# What is called the same in every language: an item of the keyring.
NAMED_THE_SAME = {"Leyr Onboarding: %s"}
# Arabic that is spelled without its hamza, or ends without its dots.
MISSPELLED_ARABIC = r"\b[وف]?(الى|الي|علي|اذا|او|ان|اي|انه|انها|اكثر|اقل|اخر|امام|ايضا|الغاء|اضافة|ادخال|اختيارى|لاي)\b"

# The HIG's small words: articles, and prepositions and conjunctions of up to three letters.
SMALL = set("a an the and but for nor or so yet as at by if in of off on out per to up via".split())
NEVER_CAPITAL = set("a an the and but nor or of to for at by".split())
# What is capital in the middle of a sentence: names, and what the console and the portal call their things.
NAMES = set("""
    Account Add Application Applications Appointment Austin Authorization Basic Bearer Bundle Cerner Client
    Clinic Code CONNECT Connection Console Credentials Daily Database Developer Digest DSTU Enablement
    Endpoint Error Flatpak GNOME Health ID IDs Integration KeePassXC Keyring Keys KWallet KWalletManager
    Leyr Leyr’s LIMITED Medical Millennium Millennium’s My Network Notes OAuth Onboarding Oracle Oracle’s
    Organization Owner Passwords Patient Portal POST Procedure Product Public R Read Ready Sandbox Schedule
    Scopes Secret Service Settings Slot SMART Soarian Step Summary Support System TENANT Test Title Type
    Version VPN Write
    """.split())
# In a .ui: which properties of which widgets are titles and buttons.
BUTTONS = {"GtkButton", "GtkToggleButton", "GtkMenuButton", "AdwSplitButton", "GtkLinkButton"}
# What is a row of an own class may be a statement or a name: a title of it is not told from a sentence.
STATEMENTS = {"OnbStaticRow", "AdwActionRow", "AdwButtonRow"}
MAX_BUTTON = 30
# In C: the functions that a title or the words of a button are given to.
HEADER_CALLS = re.compile(
    r"\b(gtk_button_set_label|gtk_button_new_with_label|adw_dialog_set_title|adw_navigation_page_set_title"
    r"|adw_preferences_group_set_title|adw_alert_dialog_add_response|adw_alert_dialog_set_response_label"
    r"|gtk_file_dialog_set_title|gtk_file_dialog_set_accept_label|adw_banner_set_button_label"
    r"|adw_toast_set_button_label|g_menu_append|gtk_window_set_title) \(")
BUTTON_CALLS = ("gtk_button", "adw_alert_dialog_add_response", "adw_alert_dialog_set_response_label",
                "adw_banner_set_button_label", "adw_toast_set_button_label")
LITERALS = re.compile(r'\b_ \(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)')


def joined(literals):
    """The text of C literals that follow one another."""
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals)).replace('\\"', '"')


def arguments(text, start):
    """What stands between the bracket that ends at start and the one that closes it."""
    depth, inside = 1, False
    for end in range(start, len(text)):
        char = text[end]
        if char == '"' and text[end - 1] != "\\":
            inside = not inside
        elif not inside:
            depth += (char == "(") - (char == ")")
            if depth == 0:
                return text[start:end]
    return text[start:]


def kinds_in_ui(path):
    """(text, kind, whether it is seen on a button) of each translatable text: kind is header, sentence or None."""

    def walk(node, widget, styles, spoken):
        if node.tag in ("object", "template"):
            widget = node.get("class") if node.tag == "object" else node.get("parent")
            styles = {style.get("name") for style in node.findall("style/class")}
            spoken = False
        spoken = spoken or node.tag == "accessibility"
        if node.get("translatable") == "yes":
            yield (" ".join((node.text or "").split()), *kind_of(node, widget, styles, spoken))
        for child in node:
            yield from walk(child, widget, styles, spoken)

    yield from walk(ElementTree.parse(path).getroot(), None, set(), False)


def kind_of(node, widget, styles, spoken):
    name, text = node.get("name"), node.text or ""
    seen = not spoken and (widget in BUTTONS and name == "label" or name == "button-label" or node.tag == "response")
    if node.tag in ("attribute", "response") or name in ("button-label", "heading"):
        return "header", seen
    if name in ("subtitle", "description", "placeholder-text") or widget in ("AdwBanner", "AdwSpinner"):
        return "sentence", seen
    if name == "tooltip-text":
        return ("header" if len(text.split()) <= 4 else "sentence"), seen
    if widget in BUTTONS and name == "label":
        return ("header" if len(text.split()) <= 5 else None), seen
    if name == "title":
        return (None if widget in STATEMENTS else "header"), seen
    if widget == "GtkLabel" and not spoken:
        titles = any(style.startswith("title") or style == "heading" for style in styles)
        return ("header" if titles else "sentence"), seen
    return None, seen


def kinds_in_c(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for call in HEADER_CALLS.finditer(text):
        for literal in LITERALS.finditer(arguments(text, call.end())):
            yield joined(literal.group(1)), "header", call.group(1).startswith(BUTTON_CALLS)
    # Issues are told in sentences, and the titles of them as well: they say what happened.
    for literals in re.findall(r'\.(?:title|cause|fix) = N_ \(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\)', text):
        yield joined(literals), "sentence", False


def kinds():
    for path in sorted(glob.glob(os.path.join(ROOT, "data/ui/*/*.ui"))):
        yield from kinds_in_ui(path)
    for path in sorted(glob.glob(os.path.join(ROOT, "src/**/*.c"), recursive=True)):
        yield from kinds_in_c(path)


def plain_words(text):
    """The words of a text, without mnemonics, what fills it, and what it quotes."""
    filled = r"“[^”]*”|\{[a-z-]+\}|%[\d.]*l?[a-z]|https?://\S+|--[a-z-]+|[\w.]+@[\w.]*\w|<[^>]*>|&\w+;"
    text = re.sub(filled, " * ", text)
    # A clause that may be left out, and begins after a blank, is a sentence.
    text = text.replace("[ ", " . ").replace("[", " ").replace("]", " ").replace("_", "")
    return re.findall(r"\*|[\w’.-]*\w(?:/\w+)*|[.:!?…]", text)


def wrong_header(text):
    words = [word for word in plain_words(text) if word not in (".", ":", "!", "?", "…")]
    for number, word in enumerate(words):
        at_an_end = number in (0, len(words) - 1)
        if word[0].islower() and not word[0].isdigit() and (at_an_end or word not in SMALL):
            return word
        if not at_an_end and word.lower() in NEVER_CAPITAL and word[0].isupper():
            return word
    return "." if text.endswith(".") and not text.endswith("…") else None


def wrong_sentence(text):
    begins = True
    for word in plain_words(text):
        if word in (".", ":", "!", "?"):
            begins = True
            continue
        name = word.split("’")[0].split("-")[0]
        if not begins and word[0].isupper() and name[1:].islower() and name not in NAMES and word not in NAMES:
            return word
        begins = False
    return None


def wrong_capitals():
    for text, kind, _ in kinds():
        # A question is a sentence, wherever it stands.
        kind = "sentence" if kind == "header" and text.endswith("?") else kind
        word = {"header": wrong_header, "sentence": wrong_sentence}.get(kind, lambda _: None)(text)
        if word is not None:
            place = "title or button" if kind == "header" else "sentence"
            yield f"en: “{word}” has the wrong case in a {place}: {text!r}"


def wrong_words(text):
    """(what is not said, what is said instead) of an English text."""
    for pattern, _ in ALLOWED:
        text = re.sub(pattern, " ", text)
    for pattern, instead in NEVER:
        found = re.search(pattern, text, 0 if pattern in (r"\b(id|ids)\b",) else re.IGNORECASE)
        if found is not None and not (instead == "HTTPS, HTTP" and found.group(0).isupper()):
            yield found.group(0), instead


def never_said(template):
    for msgid in english_texts(template):
        for word, instead in wrong_words(readable(msgid)):
            yield f"en: not {word!r}, but {instead}: {msgid!r}"


def never_said_in_readme():
    """Its prose: what is in monospace, and the table of issues, are checked elsewhere or are no words."""
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as file:
        text = re.sub(r"<!-- findings:(.|\n)*<!-- end of findings -->", "", file.read())
    text = re.sub(r"`[^`]*`", " ", re.sub(r"(?m)^    .*$", "", text)).replace("'", "’")
    for paragraph in re.split(r"\n\n|\n(?=[-|] )", text):
        for word, instead in wrong_words(paragraph):
            yield f"README: not {word!r}, but {instead}: {' '.join(paragraph.split())!r}"


def bare(text):
    """Without the vowel marks of Arabic and the marks of direction, which come and go."""
    return "".join(c for c in text if c != "ـ" and not (unicodedata.category(c) == "Mn" and "؀" <= c <= "ۿ")
                   and c not in "\u2066\u2067\u2068\u2069\u200e\u200f")


def wrong_terms(language, catalogue, current):
    column = 1 + LANGUAGES.index(language)
    for msgid, translations in catalogue:
        if msgid == "" or msgid not in current or not any(translations):
            continue
        text = msgid
        for pattern in [pattern for pattern, _ in ALLOWED] + [r"https?://\S+"]:
            text = re.sub(pattern, " ", text)
        for row in GLOSSARY:
            if re.search(row[0], text, re.IGNORECASE) is None:
                continue
            for translation in translations:
                if re.search(bare(row[column]), bare(translation), re.IGNORECASE) is None:
                    term = re.search(row[0], text, re.IGNORECASE).group(0)
                    yield f"{language}: {term!r} is not {row[column]!r}: {msgid!r} → {translation!r}"


def readable(text):
    return text.replace("\\n", "\n").replace('\\"', '"')


def isolated(text, position):
    """Whether what is at this position has a direction of its own."""
    before = text[:position]
    return sum(before.count(mark) for mark in "\u2066\u2067\u2068") > before.count("\u2069")


def wrong_signs(language, text, translation):
    """What is wrong with how a translation is written, whatever it says."""
    end, own = text.rstrip()[-1:], bare(translation).rstrip()[-1:]
    one_more = own in tuple(".…:") and end != own and not re.search(ABBREVIATED, translation)
    right = ARABIC_END.get(end, ENDS.get(end)) if language == "ar" else ENDS.get(end)
    if one_more or end in ENDS and own != right:
        yield f"ends with {own!r}, but the English with {end!r}"
    if "  " in translation and "  " not in text:
        yield "has two spaces"
    if re.search(f"[{FOREIGN_QUOTES[language]}]", translation):
        yield "has the quotation marks of another language"
    if re.search(FAMILIAR[language], bare(translation)):
        yield "addresses the reader familiarly, or several readers"
    if language == "es" and (translation.count("?") != translation.count("¿")
                             or translation.count("!") != translation.count("¡")):
        yield "lacks ¿ or ¡"
    if language == "es" and re.search(r" (?:[,;:?!]|\.(?!\w))", translation):
        yield "has a space before a sign"
    if language == "fr" and text not in NAMED_THE_SAME and re.search(UNSPACED_FRENCH, translation):
        yield "has no space, or not the right one, at a sign"
    if language == "de" and (translation.count("„") != translation.count("“") or re.search("[a-zß]…", translation)):
        yield "does not end a quotation, or has no space before an ellipsis"
    if re.search(r"\w'\w|\.\.\.", translation) or '"' in translation and '"' not in text:
        yield "has the signs of a typewriter"
    if language in ARTICLES and not re.search(DATED, text) and re.search(ARTICLES[language], translation):
        yield "has an article before a name of any gender"
    if language == "ar":
        yield from wrong_arabic(translation)


def wrong_arabic(translation):
    words = [part for part in translation.split() if ";" not in part.strip(";")]
    if re.search(r"[\u0600-\u06FF»)\]\u2069]\s*[,;?](?!\w)|[,;?]\s*[\u0621-\u06FF]", " ".join(words)):
        yield "has Latin punctuation in Arabic"
    if re.search(MISSPELLED_ARABIC, bare(translation)):
        yield "is misspelled"
    if sum(translation.count(mark) for mark in "\u2066\u2067\u2068") != translation.count("\u2069"):
        yield "does not end the direction that it begins"
    for found in re.finditer(r"--[a-z]|https?://|(?<![\w/])/\w", translation):
        if not isolated(translation, found.start()):
            yield f"does not isolate {translation[found.start():].split()[0]!r}, which the text's direction scrambles"


def wrong_writing(language, catalogue, current):
    for msgid, translations in catalogue:
        text = readable(msgid)
        if msgid not in current or text == "":
            continue
        # The dual, and the forms for one and for none, say the number in their own words.
        if language == "ar" and any(re.search(r"\(%[ud]\)", form) for form in translations[:3]):
            yield f"ar: says a number twice: {msgid!r} → {translations[:3]!r}"
        for translation in map(readable, translations):
            for wrong in wrong_signs(language, text, translation) if translation else ():
                yield f"{language}: {wrong}: {msgid!r} → {translation!r}"
            for of, said, english in ONLY_FOR:
                meant = english != "" and re.search(english, text, re.IGNORECASE)
                if of == language and not meant and re.search(bare(said), bare(translation)):
                    yield f"{language}: {said!r} is for {english or 'nothing'!r} alone: {msgid!r} → {translation!r}"


def long_buttons(language, of_language):
    """of_language: the translations of each English text; without one it is the English that is seen."""
    told = set()
    for text, _, on_a_button in kinds():
        for words in of_language.get(text, [text]) if on_a_button else []:
            shown = re.sub(r"%[a-z]|\{[a-z-]+\}", "14", words.replace("_", ""))
            if len(bare(shown)) > MAX_BUTTON and shown not in told:
                told.add(shown)
                yield f"{language}: {len(bare(shown))} characters, more than {MAX_BUTTON}, on a button: {words!r}"


def main():
    with tempfile.TemporaryDirectory() as folder:
        template = os.path.join(folder, "all.pot")
        make_template(template)
        current = {msgid for msgid, _ in entries(template)}
        problems = [*never_said(template), *never_said_in_readme(), *wrong_capitals(), *long_buttons("en", {})]
        for language in [] if "--english" in sys.argv else lines_of(os.path.join(ROOT, "po/LINGUAS")):
            catalogue = list(entries(os.path.join(ROOT, "po", f"{language}.po")))
            problems += wrong_terms(language, catalogue, current)
            problems += wrong_writing(language, catalogue, current)
            problems += long_buttons(language, {msgid: words for msgid, words in catalogue if all(words)})
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
