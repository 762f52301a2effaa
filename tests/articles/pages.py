"""Pages of one story in the manner of seventeen publishing systems, with the furniture that each has around and in it."""

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

AMP = page(
    '<link rel="canonical" href="https://www.harbour-post.example/news/storm"><script async src="https://cdn.example/v0.js"></script>'
    + ld(**{"@type": "ReportageNewsArticle", "author": AUTHOR, "mainEntityOfPage": URL}),
    f'<amp-sidebar id="menu"><ul><li>Sport from Lima</li><li>Subscribe</li></ul></amp-sidebar><header class="headerbar">{OUTLET}</header>'
    f'<main><article class="amp-wp-article"><header><h1 class="amp-wp-title">{TITLE}</h1><div class="amp-wp-meta amp-wp-byline">By {AUTHOR}</div>'
    f'<div class="amp-wp-meta amp-wp-posted-on"><time datetime="2023-11-20">3 years ago</time></div></header>'
    f'<figure class="amp-wp-article-featured-image"><amp-img src=q.jpg></amp-img><p class="wp-caption-text">A ferry off Lagos. Photograph: Getty</p></figure>'
    f'<div class="amp-wp-article-content"><p><em>{LEAD}</em></p>{paragraphs("<amp-ad><p>Advertisement</p></amp-ad>")}</div>'
    f'<amp-social-share type="system">Share this</amp-social-share><div class="amp-related-posts"><h3>Most read</h3><ul>{OTHER}</ul></div></article></main>{FOOT}',
)  # fmt: skip

SQUARESPACE = page(
    meta(og__title=f"{TITLE} — {OUTLET}", og__site_name=OUTLET, og__type="article")
    + f'<meta itemprop="headline" content="{TITLE}"><meta itemprop="author" content="{AUTHOR}"><meta itemprop="datePublished" content="2023-11-20T06:15:00+0100">'
    '<meta itemprop="dateModified" content="2023-12-24T06:15:00+0100">',
    f'<header id="header"><div class="header-nav">Home Sport from Lima</div></header><main id="page"><article class="h-entry entry hentry blog-item">'
    f'<div class="blog-item-top-wrapper"><div class="blog-item-title"><h1 class="entry-title entry-title--large p-name">{TITLE}</h1></div>'
    f'<div class="blog-item-meta-wrapper"><time class="dt-published blog-meta-item" datetime="Nov 20">Nov 20</time><span class="blog-author-name">Written By {AUTHOR}</span></div></div>'
    f'<div class="blog-item-content e-content"><div class="sqs-layout"><div class="sqs-html-content"><p class="sqsrte-large">{LEAD}</p>{paragraphs()}</div></div>'
    f'<div class="sqs-block newsletter-block"><h3>Subscribe</h3><p>Sign up with your email to our newsletter.</p></div></div>'
    f'<div class="blog-item-comments"><p>I was in Osaka and wrote two comments.</p></div></article>'
    f'<section class="item-pagination"><a href=/a><span>Previous</span><h2>Fire in Lagos market destroys forty shops and a school</h2></a></section></main>{FOOT}',
    title=f"{TITLE} — {OUTLET}",
)  # fmt: skip

BLOGGER = page(
    meta(og__title=TITLE, og__description=LEAD),
    f'<div class="header-inner"><h1 class="title"><a href=/>{OUTLET}</a></h1></div><div class="blog-posts hfeed"><h2 class="date-header"><span>Monday, November 20, 2023</span></h2>'
    f'<div class="post hentry uncustomized-post-template"><h3 class="post-title entry-title" itemprop="name">{TITLE}</h3>'
    f'<div class="post-body entry-content" itemprop="description articleBody"><p>{LEAD}</p>{paragraphs()}</div>'
    f'<div class="post-footer"><span class="post-author vcard">Posted by <span class="fn" itemprop="author"><span itemprop="name">{AUTHOR}</span></span></span>'
    f'<span class="post-timestamp">at <abbr class="published" itemprop="datePublished" title="2023-11-20T06:15:00+01:00">6:15 AM</abbr></span>'
    f'<div class="post-share-buttons">Share this to Facebook</div></div></div></div>'
    f'<div class="widget PopularPosts"><h2>Most read</h2><ul>{OTHER}</ul></div>{FOOT}',
    title=f"{OUTLET}: {TITLE}",
)  # fmt: skip

STORIES = page(
    ld(**{"@type": "SocialMediaPosting", "publisher": {"@type": "Organization", "name": OUTLET}, "author": {"@type": "Person", "name": AUTHOR}})
    + meta(og__title=TITLE, og__site_name=OUTLET),
    f'<div><nav><a href=/>Sport from Lima</a></nav><article><section><h1 class="pw-post-title">{TITLE}</h1><h2 class="pw-subtitle-paragraph">{LEAD}</h2>'
    f'<div class="speechify-ignore"><a rel="author" href=/@ada>{AUTHOR}</a><span>3 min read</span><span>Nov 20, 2023</span><button>Share</button><p>61 comments</p></div>'
    f'{paragraphs("<figure><img src=q><figcaption>Photograph by A. Body, Osaka</figcaption></figure>", "<p class=pw-post-body-paragraph>{}</p>")}</section></article>'
    f'<div class="author-bio"><p>{AUTHOR} covers the coast from Osaka. Subscribe to her letters.</p></div>'
    f'<div class="recommendations"><h2>Recommended</h2><ul>{OTHER}</ul></div></div>{FOOT}',
    title=f"{TITLE} | by {AUTHOR} | {OUTLET}",
)  # fmt: skip

ESCENIC = page(
    meta(og__title=TITLE, og__site_name=OUTLET, article__author=f"By {AUTHOR} in Bari", article__published_time="20231120T0515Z"),
    f'{NAV}<div class="l-article"><p class="article-kicker">Italy</p><h1 class="article-headline">{TITLE}</h1><p class="article-standfirst">{LEAD}</p>'
    f'<ul class="article-meta"><li class="byline">By {AUTHOR} in Bari</li><li class="date published">Published: 06:15, 20 November 2023</li>'
    f'<li class="date updated">Updated: 10:00, 24 December 2023</li></ul><div class="article-tools"><a>Facebook</a> <a>Print</a></div>'
    f'<div class="article-body">{paragraphs("<div class=article-inline-related><h4>Read more</h4><ul>" + OTHER + "</ul></div>")}'
    f'<p><em>Additional reporting by Cy Low in Rome</em></p></div>'
    f'<div class="article-tags">Topics: <a>Lima</a> <a>Lagos</a></div></div><div class="most-popular"><h3>Most read</h3><ul>{OTHER}</ul></div>{FOOT}',
)  # fmt: skip

SCRIPTED = page(
    meta(og__title=TITLE, og__site_name=OUTLET),
    f'<div id="__next">{NAV}<main><h1 class="Headline_headline__x1y2z">{TITLE}</h1><p class="Standfirst_standfirst__a9b8">{LEAD}</p>'
    f'<div class="Byline_byline__q7"><a rel="author" href=/ada>{AUTHOR}</a></div><time datetime="2023-11-20T05:15:00.000Z">20 Nov 2023</time>'
    f'<div class="ArticleBody_body__k3">{paragraphs("<div class=NewsletterPromo_wrap__z><p>Get our newsletter from Osaka.</p></div>", "<p class=Paragraph_p__m4>{}</p>")}</div>'
    f'<div class="RelatedStories_list__r5"><h2>Related stories</h2><ul>{OTHER}</ul></div></main></div>{FOOT}'
    f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"pageProps": {"story": {"headline": TITLE, "other": "Fire in Lagos"}}}})}</script>',
)  # fmt: skip

BLOCKS = page(
    '<script type="application/ld+json">' + json.dumps({"@context": "https://schema.org", "@graph": [
        {"@type": "WebPage", "name": f"{TITLE} - {OUTLET}", "datePublished": "2023-11-20T05:15:00+00:00", "dateModified": "2023-12-24T05:15:00+00:00"},
        {"@type": "Person", "name": AUTHOR}, {"@type": "WebSite", "name": OUTLET, "publisher": {"@id": "#org"}}, {"@type": "Organization", "@id": "#org", "name": OUTLET}]}) + "</script>"
    + meta(og__title=f"{TITLE} - {OUTLET}", og__site_name=OUTLET) + f'<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="{AUTHOR}"><meta name="author" content="{AUTHOR}">',
    f'<div class="wp-site-blocks"><header class="wp-block-template-part"><h2 class="wp-block-site-title">{OUTLET}</h2>{NAV}</header><main class="wp-block-group">'
    f'<h1 class="wp-block-post-title">{TITLE}</h1><div class="wp-block-post-date"><time datetime="2023-11-20T06:15:00+01:00">November 20, 2023</time></div>'
    f'<div class="entry-content wp-block-post-content"><p class="has-large-font-size">{LEAD}</p>{paragraphs("<div class=wp-block-group><h3 class=wp-block-heading>Related stories</h3><ul class=wp-block-latest-posts__list>" + OTHER + "</ul></div>")}'
    f'<div class="wp-block-jetpack-subscriptions"><p>Subscribe to our newsletter</p></div></div>'
    f'<div class="wp-block-comments"><h2>2 comments</h2><p>As I saw in Osaka in the year before last, this is how it goes.</p></div></main></div>{FOOT}',
    title=f"{TITLE} - {OUTLET}",
)  # fmt: skip

PAGES = {
    "WordPress": WORDPRESS, "Arc": ARC, "Drupal": DRUPAL, "Ghost": GHOST, "Blox": BLOX, "Brightspot": BRIGHTSPOT,
    "server rendered": SERVER_RENDERED, "components": COMPONENTS, "AEM": AEM, "letter": LETTER,
    "AMP": AMP, "Squarespace": SQUARESPACE, "Blogger": BLOGGER, "stories": STORIES, "Escenic": ESCENIC, "scripted": SCRIPTED, "blocks": BLOCKS,
}  # fmt: skip
WITHOUT_NAME = ("Drupal",)
"""Pages that do not say what their outlet is called, but at the end of their title."""
