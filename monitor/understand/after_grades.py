"""What may follow a grade word, and what shows that it is none."""

from __future__ import annotations

import re

TO = re.compile(
    r"^[\"',]*\s*(?:rating |grade |category |judgement )?(?:straight |up |back |all the way )?to\s*(?:a |"
    r"an )?[\"']*$"
)
"""Leads from one grade to the next: "inadequate to good"."""
RATED_AFTER = re.compile(r"^[\"']*[ -](?:rated|graded|judged)\b")
"""Makes the grade a standing one: "good-rated"."""
NOUN_AFTER = re.compile(
    r"^[\"']*[ -]*(?:(?:ofsted|inspection|overall|inspectors') )?(?:ratings?|grades?|judge?ments?|"
    r"verdicts?|label|tag|marks?|overall|status|in (?:all|"
    r"every|each)|across (?:all|every|each))\b"
)
"""A noun of rating, or its reach, right behind the grade."""
RATED_NOUN = re.compile(
    r"^'?s?[\"']*[ -]*(?:$|[,.;:!?()\]/–—|\"']|- |(?:rated|rating|ratings|grades?|judge?ments?|verdicts?|"
    r"label|tag|marks?|"
    r"ones?|ofsted|respectively|in that order|category|status|scores?|services?|councils?|authorit|"
    r"local authorit|departments?|children's|overall|in|for|across|by|under|to|"
    r"at|on|and|but|or|as|while|with|after|since|when|from|again|once|too|also|already|name|despite|"
    r"following|because|than|that|last|"
    r"this|over|level|comes?|came|makes?|means?|puts?|experiences?|outcomes?|before|until|is|was|were|"
    r"are|though|although|which|who|where|so|except|today|now|"
    r"due|thanks|of (?:19|20)[0-9]{2}|sub|every|all|both|just|four|three|two|five|six|eight|seven|"
    r"more|months?|years?|barely|only|says?|said|there|here|instead|either|neither|if|unless|nor|during|"
    r"within|without|between|among|through|throughout|against|about|outside|inside|whereas|whilst|he|she|"
    r"they|it|we|has|have|had|will|would|could|do|does|did|not|no|likewise|even|"
    r"albeit|except|whose|how|what|plus|ever|anyway|nonetheless|nevertheless|however|therefore|"
    r"and|or|via|per|apart|alongside|meaning|leaving|making|saying|according|compared|rather|given|"
    r"awarded|handed|(?:a|one|two|three|four|five|six|seven|ten) (?:years?|months?|decades?))\b)"
)
"""What a grade may stand before; any other noun makes it an everyday adjective ("good news")."""
OF_CASES = re.compile(
    r"^[\"']* in (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|some|a few|many|most)"
    r"(?: of (?:the )?\d+)? (?:cases|files|instances|homes|visits)\b"
)
"""Something was good in so many cases: no grade."""
