"""Pages of one story in the manner of ten publishing systems, with the furniture that each has around and in it."""

import json

TITLE = "Storm closes the old harbour of Bari"
LEAD = "Ferries to Albania wait at sea while the coast guard looks for a way round the broken quay."
BODY = (
    "BARI, Italy — A storm closed the old harbour of Bari on Sunday, and two ferries from Durres waited at sea until "
    "the wind fell, the coast guard said.",
    "“Nobody was hurt, but it was close,” said Bo Ray, who leads the port and had been on the quay an hour before.",
    "The mayor, who cut short a visit to Naples, said that repairs would take a month and cost nine million euros.",
    "Fishermen from Monopoli brought water and bread to the passengers, among whom were two school classes from Tirana.",
    "A court in Rome had ordered the owner of the quay to strengthen it two years ago, after a smaller storm.",
    "The ministry of transport said on Monday that ships would be led to Brindisi until the work was done.",
)
AUTHOR = "Ada Poe"
OUTLET = "The Harbour Post"
URL = "https://www.harbour-post.example/news/storm-closes-harbour"

NAV = "<nav><ul><li><a href=/>Home</a></li><li><a href=/world>World</a></li><li><a href=/sport>Sport from Lima</a></li></ul></nav>"
FOOT = "<footer><p>© 2024 The Harbour Post Ltd, Dublin. All rights reserved. Updated 24 December 2024.</p><a href=/terms>Terms</a></footer>"
OTHER = "<li><a href=/a>Fire in Lagos market destroys forty shops and a school</a></li><li><a href=/b>Two charged after theft in Osaka museum</a></li>"
FURNITURE = ("Lagos", "Osaka", "Lima", "Dublin", "newsletter", "Facebook", "WhatsApp", "Read more", "READ MORE", "Photograph",
             "Getty", "Subscribe", "Copy link", "Most read", "comments", "covers the coast", "Advertisement", "Share this")  # fmt: skip


def paragraphs(between: str = "", form: str = "<p>{}</p>") -> str:
    parts = [form.format(part) for part in BODY]
    return "\n".join([*parts[:3], between, *parts[3:]])


def ld(**more: object) -> str:
    record = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "datePublished": "2023-11-20T06:15:00+01:00",
              "dateModified": "2023-12-24T10:00:00Z", "author": [{"@type": "Person", "name": AUTHOR}],
              "publisher": {"@type": "NewsMediaOrganization", "name": OUTLET}, **more}  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps(record)}</script>'


def meta(**names: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in names.items())


def page(head: str, body: str, title: str = f"{TITLE} | {OUTLET}") -> str:
    return f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'


WORDPRESS = page(
    meta(og__title=f"{TITLE} - {OUTLET}", og__site_name=OUTLET, article__published_time="2023-11-20T05:15:00+00:00",
         article__modified_time="2023-12-24T10:00:00+00:00"),
    f'{NAV}<main><article class="post type-post"><header class="entry-header"><h1 class="entry-title">{TITLE}</h1>'
    f'<div class="entry-meta">By <span class="author vcard"><a class="url fn n" href="/author/ada">{AUTHOR}</a></span> '
    f'<time class="entry-date published" datetime="2023-11-20T06:15:00+01:00">November 20, 2023</time>'
    f'<time class="updated" datetime="2023-12-24">December 24, 2023</time></div></header>'
    f'<div class="entry-content"><p class="lead">{LEAD}</p>{paragraphs("<p><strong>Read more: <a href=/a>Fire in Lagos market</a></strong></p>")}'
    f'<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><ul><li>Facebook</li><li>WhatsApp</li></ul></div>'
    f'<div class="jp-relatedposts"><h3>Related</h3><ul>{OTHER}</ul></div></div></article></main>{FOOT}',
)  # fmt: skip

ARC = page(
    ld(author=[{"@type": "Person", "name": AUTHOR}, {"@type": "Person", "name": AUTHOR}]) + meta(og__title=TITLE, og__site_name=OUTLET),
    f'{NAV}<article><h1 class="b-headline">{TITLE}</h1><h2 class="b-subheadline">{LEAD}</h2>'
    f'<div class="b-byline"><span>By <a href=/x>{AUTHOR}</a></span><span>November 20, 2023 at 6:15 a.m. EST</span></div>'
    f'<div class="b-share-bar"><a>Facebook</a><a>Copy link</a></div>'
    f'<figure><img src=q.jpg><figcaption>A ferry off Lagos. Photograph: A. Body/Getty</figcaption></figure>'
    f'<section class="article-body">{paragraphs("<aside class=newsletter-promo><p>Sign up for our newsletter from Lagos and Osaka every day.</p></aside>")}'
    f'</section><div class="author-bio"><p>{AUTHOR} covers the coast from Osaka.</p></div></article>'
    f'<section class="most-read"><h3>Most read</h3><ul>{OTHER}</ul></section>{FOOT}',
    title=f"{TITLE} - {OUTLET}",
)  # fmt: skip

DRUPAL = page(
    f'<meta name="dcterms.title" content="{TITLE}"><meta name="dcterms.date" content="2023-11-20T06:15+01:00">',
    f'{NAV}<div id="content"><h1 class="page-title"><span class="field field--name-title">{TITLE}</span></h1>'
    f'<article class="node node--type-article"><div class="field field--name-field-author field__item">By {AUTHOR}</div>'
    f'<div class="field field--name-field-summary">{LEAD}</div><div class="submitted">Submitted on 20 November 2023</div>'
    f'<div class="field field--name-body text-formatted">{paragraphs()}</div>'
    f'<div class="field field--name-field-tags"><a href=/t>Lagos</a> <a href=/t>Osaka</a></div>'
    f'<section class="comments"><h2>3 comments</h2><p>I was in Osaka and it was worse, believe me, far worse than that.</p></section></article></div>{FOOT}',
)  # fmt: skip

GHOST = page(
    ld(publisher={"@type": "Organization", "name": OUTLET, "url": URL}) + meta(og__site_name=OUTLET, og__title=TITLE),
    f'{NAV}<main class="gh-main"><article class="gh-article"><header class="gh-article-header"><h1 class="gh-article-title">{TITLE}</h1>'
    f'<p class="gh-article-excerpt">{LEAD}</p><section class="gh-article-meta"><h4><a href=/ada>{AUTHOR}</a></h4>'
    f'<time datetime="2023-11-20">20 Nov 2023</time></section></header><section class="gh-content">'
    f'{paragraphs("<div class=kg-bookmark-card><a href=/a><p>Fire in Lagos market</p></a></div>")}</section></article>'
    f'<section class="gh-subscribe"><h3>Subscribe to our newsletter</h3></section></main>{FOOT}',
)  # fmt: skip

BLOX = page(
    ld(author={"@type": "Person", "name": f"By {AUTHOR.upper()}"}) + meta(og__site_name=OUTLET, og__title=f"{TITLE}"),
    f'{NAV}<div id="main-page-container"><article class="asset"><h1 class="headline"><span>{TITLE}</span></h1>'
    f'<h2 class="subhead">{LEAD}</h2><ul class="list-inline"><li><span class="tnt-byline">By {AUTHOR.upper()}</span></li>'
    f'<li><time datetime="2023-11-20T00:15:00-05:00">Nov 20, 2023</time></li></ul>'
    f'<div class="social-share-links"><ul><li>Facebook</li><li>WhatsApp</li></ul></div>'
    f'<div class="asset-content"><div itemprop="articleBody" class="asset-body">{paragraphs("<div class=tnt-ads><p>Advertisement</p></div>")}</div>'
    f'</div></article></div><div class="block trending"><h3>Most read</h3><ul>{OTHER}</ul></div>{FOOT}',
    title=f"{TITLE} | News | harbour-post.example",
)  # fmt: skip

BRIGHTSPOT = page(
    meta(og__title=TITLE, og__site_name=OUTLET, article__published_time="2023-11-20T05:15:00Z") + '<meta name="author" content="Ada Poe">',
    f'{NAV}<main class="Page-main"><div class="Page-lead"><figure class="Figure"><figcaption class="Figure-caption">The quay, seen from Lagos '
    f'street, Photograph by Getty.</figcaption></figure></div><article><h1 class="Page-headline">{TITLE}</h1><div class="Page-subHeadline">{LEAD}</div>'
    f'<div class="Page-byline">By <a class="Link">{AUTHOR}</a></div><bsp-timestamp>Published 6:15 AM CET, November 20, 2023</bsp-timestamp>'
    f'<div class="Page-actions">Share this <a>Copy link</a></div><div class="RichTextStoryBody RichTextBody">'
    f'{paragraphs("<div class=PageListEnhancementGeneric><h2>Related stories</h2><ul>" + OTHER + "</ul></div>")}</div></article></main>{FOOT}',
)  # fmt: skip

SERVER_RENDERED = page(
    ld(headline=TITLE, author=[{"@type": "Person", "name": AUTHOR, "url": "https://x.example/ada"}, {"@type": "Organization", "name": OUTLET}])
    + meta(og__title=f"{TITLE} | Italy | {OUTLET}", og__site_name=f"the {OUTLET[4:]}"),
    f'{NAV}<main><article><div data-gu-name="headline"><h1>{TITLE}</h1></div><div data-gu-name="standfirst"><p>{LEAD}</p></div>'
    f'<div data-gu-name="meta"><address aria-label="Contributor info"><a rel="author" href=/ada>{AUTHOR}</a> in Bari</address>'
    f'<details><summary>Mon 20 Nov 2023 06.15 CET</summary>Last modified on Sun 24 Dec 2023</details></div>'
    f'<div id="maincontent" class="article-body-viewer">{paragraphs("<aside data-component=rich-link><p>Fire in Lagos market</p><a href=/a>Read more</a></aside>")}</div>'
    f'<div class="submeta"><ul><li><a>Lima</a></li></ul><p>Share this</p></div></article></main>{FOOT}',
)  # fmt: skip

COMPONENTS = page(
    ld(author={"@type": "NewsMediaOrganization", "name": "By Ada Poe"}) + meta(og__title=f"{TITLE} - {OUTLET}"),
    f'{NAV}<main id="main-content"><article><div data-component="headline-block"><h1>{TITLE}</h1></div>'
    f'<div data-component="byline-block">By {AUTHOR}, Harbour correspondent</div>'
    f'<div data-component="text-block"><p><b>{LEAD}</b></p></div>'
    f'<div data-component="image-block"><figure><figcaption>Ships near Lagos, Getty</figcaption></figure></div>'
    + paragraphs(f"<div data-component=unordered-list-block><ul>{OTHER}</ul></div>", '<div data-component="text-block"><p>{}</p></div>')
    + f'<div data-component="links-block"><h2>More on this story</h2><ul>{OTHER}</ul></div></article></main>{FOOT}',
)  # fmt: skip

AEM = page(
    '<meta name="date" content="2023-11-20"><meta name="last-modified" content="2023-12-24"><meta name="author" content="Ada Poe">'
    + meta(og__title=f"{OUTLET} - {TITLE}", og__site_name=OUTLET),
    f'{NAV}<div class="root responsivegrid"><div class="cmp-title"><h1 class="cmp-title__text">{TITLE}</h1></div>'
    f'<div class="article-intro"><p>{LEAD}</p></div><div class="cmp-byline">{AUTHOR} · 20 November 2023</div>'
    f'<div class="cmp-socialshare"><span>Share this on Facebook</span></div><div class="cmp-text">{paragraphs()}</div>'
    f'<div class="cmp-teaser"><a href=/a><h3>Fire in Lagos market destroys forty shops and a school</h3><p>Read more</p></a></div></div>{FOOT}',
)  # fmt: skip

LETTER = page(
    ld(**{"@type": "Article", "publisher": {"@type": "Organization", "name": OUTLET}, "description": LEAD}) + meta(og__title=TITLE),
    f'{NAV}<div class="single-post"><article class="newsletter-post post"><h1 class="post-title published">{TITLE}</h1>'
    f'<h3 class="subtitle">{LEAD}</h3><div class="byline-wrapper"><a href=/@ada>{AUTHOR}</a><div>Nov 20, 2023</div></div>'
    f'<div class="available-content"><div class="body markup">{paragraphs("<div class=subscription-widget><p>Subscribe for free to our newsletter.</p></div>")}'
    f'</div></div><div class="post-footer"><p>Share this</p></div></article><div class="comments-section"><h4>Discussion about this post</h4>'
    f'<p>Reader: as in Osaka, I say. comments are open</p></div></div>{FOOT}',
    title=f"{TITLE} - by {AUTHOR} - {OUTLET}",
)  # fmt: skip

PAGES = {
    "WordPress": WORDPRESS, "Arc": ARC, "Drupal": DRUPAL, "Ghost": GHOST, "Blox": BLOX, "Brightspot": BRIGHTSPOT,
    "server rendered": SERVER_RENDERED, "components": COMPONENTS, "AEM": AEM, "letter": LETTER,
}  # fmt: skip
WITHOUT_NAME = ("Drupal",)
"""Pages that do not say what their outlet is called, but at the end of their title."""
