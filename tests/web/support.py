"""An article's page, to be varied."""

from __future__ import annotations

from monitor.web.page import Page, read_page

URL = "https://www.courier.example/news/reading-report"
BODY = """
<p>Ofsted has told Reading Borough Council that its services for children have improved since last year.</p>
<p>Inspectors spent two weeks with social workers in the autumn and read the records of forty children.</p>
<p>They said that managers now know where help comes too late, and that most plans are reviewed on time.</p>
<p>The council said that it would spend more on the support of young people who leave its care.</p>
<p>A further visit is expected in the spring, when inspectors will look at how the plan was carried out.</p>
<p>Families told the paper that they now hear from the same social worker for longer than a few months.</p>
"""


def page(body: str = BODY, *, head: str = "", around: str = "{}", url: str = URL) -> Page:
    html = (
        f"<!DOCTYPE html><html><head><title>Reading improves | The Courier</title>{head}</head>"
        f"<body><header><nav><a href='/'>Home</a><a href='/jobs'>Jobs in Slough</a></nav></header>"
        f"<main><article><h1>Reading improves</h1>{around.format(body)}</article></main>"
        f"<footer>© The Courier</footer></body></html>"
    )
    found = read_page(html.encode(), url=url, content_type="text/html; charset=utf-8")
    assert found is not None
    return found
