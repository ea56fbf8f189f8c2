"""What may follow a grade word, and what shows that it is none."""

from __future__ import annotations

from monitor.understand.regexes import regex

TO = regex(
    r"^[\"',]*\s*(?:rating |grade |category |judgement )?(?:in (?:19|20)\d\d )?(?:(?:has|"
    r"have) (?:now )?(?:turned|gone|slipped|"
    r"fallen|"
    r"dropped|risen|changed) )?(?:straight |up |down |back |all the way )?(?:to|into|→|[-=–]{0,2}>|(?:has|"
    r"have) (?:now )?become)\s*(?:a |"
    r"an )?[\"']*$"
)
"""Leads from one grade to the next: "inadequate to good"."""
RATED_AFTER = regex(r"^[\"']*[ -](?:rated|graded|judged)\b")
"""Makes the grade a standing one: "good-rated"."""
NOUN_AFTER = regex(
    r"^[\"']*[ -]*(?:(?:ofsted|inspection|overall|inspectors') )?(?:ratings?|grades?|judge?ments?|"
    r"verdicts?|findings?|"
    r"label|tag|marks?|overall|status|in (?:all|every|each)|across (?:all|every|each))\b"
)
"""A noun of rating, or its reach, right behind the grade."""
RATED_NOUN = regex(
    r"^'?s?[\"']*[ -]*(?:$|[,.;:!?()\]/–—|\"']|- |(?:rated|rating|ratings|grades?|judge?ments?|verdicts?|"
    r"findings?|"
    r"label|tag|badge|belongs|club|marks?|ones?|ofsted|respectively|in that order|category|status|scores?|"
    r"services?|councils?|"
    r"authorit(?:y|ies)|local authorit(?:y|ies)|departments?|children's|overall|in|for|across|by|under|"
    r"to|at|on|and|but|or|as|"
    r"while|with|after|since|when|from|again|once|too|also|already|name|despite|following|because|than|that|"
    r"last|this|over|level|comes?|came|makes?|means?|puts?|experiences?|outcomes?|before|until|is|was|were|"
    r"are|though|although|which|who|where|so|except|today|yesterday|tonight|now|due|thanks|taken|"
    r"of (?:19|20)[0-9]{2}|sub|every|all|"
    r"both|just|four|three|two|five|six|eight|seven|more|months?|years?|barely|only|says?|said|there|here|"
    r"instead|either|neither|if|unless|nor|during|within|without|between|among|through|throughout|against|"
    r"about|across|then|covers?|covered|extends|applie[sd]|outside|inside|whereas|whilst|he|she|they|it|"
    r"we|has|have|had|will|would|could|do|does|did|not|"
    r"no|likewise|even|albeit|whose|how|what|plus|ever|anyway|nonetheless|nevertheless|however|"
    r"therefore|via|per|apart|still|yet|throughout|indeed|took|found|finds|saw|showed|shows|looked|"
    r"praised|noted|began|"
    r"alongside|meaning|leaving|making|saying|"
    r"according|compared|rather|"
    r"given|awarded|handed|(?:a|one|two|three|four|five|six|seven|ten) (?:years?|months?|decades?))\b)"
)
"""What a grade may stand before; any other noun makes it an everyday adjective ("good news")."""
OF_CASES = regex(
    r"^[\"']* in (?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|some|a few|many|most)"
    r"(?: of (?:the )?\d+)? (?:cases|files|instances|homes|visits)\b"
)
"""Something was good in so many cases: no grade."""
