"""Feeds as they are read in the tests."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.model import Entry
from monitor.sources.feed import Feed, read_feed

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
URL = "https://news.example.co.uk/feed/"


def read(text: str | bytes, *, url: str = URL) -> Feed:
    return read_feed(text if isinstance(text, bytes) else text.encode(), url=url, now=NOW)


def only(text: str | bytes, *, url: str = URL) -> Entry:
    (entry,) = read(text, url=url).entries
    return entry


WORDPRESS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>Care &#038; Children</title>
  <link>http://care.example/</link><sy:updatePeriod> hourly </sy:updatePeriod>
  <sy:updateFrequency> 2 </sy:updateFrequency>
  <item><title>Reading&#8217;s services &#8216;improving&#8217;</title>
  <link>https://care.example/2026/11/20/reading/?utm_source=rss&#038;utm_medium=rss</link>
  <dc:creator><![CDATA[A Reporter]]></dc:creator><pubDate>Fri, 20 Nov 2026 16:40:12 +0000</pubDate>
  <guid isPermaLink="false">https://care.example/?p=231904</guid>
  <description><![CDATA[Inspectors saw change.]]></description>
  <content:encoded><![CDATA[<p>Inspectors saw change in Reading &amp; said so.</p>]]></content:encoded></item>
  </channel></rss>"""
