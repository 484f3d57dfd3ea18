"""The knowledge base: for everybody to read, for operators to write and a colleague to publish."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tinhso.contact.forms.officer import ArticleForm
from tinhso.contact.models import Article
from tinhso.contact.operations import ArticleText, judge_article, publish_article, write_article
from tinhso.contact.permissions import WORK_ROLES
from tinhso.contact.queries.knowledge import get_article, public_articles, versions_in_force
from tinhso.contact.views.desk import centre_only
from tinhso.core.clock import now
from tinhso.core.errors import DomainError
from tinhso.identity.api import officer_required
from tinhso.ui.navigation import actor_of


@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Let everybody look for an answer before they ask."""
    query = request.GET.get("q", "")[:120]
    context = {"versions": public_articles(query), "query": query}
    return render(request, "contact/public/articles.html", context)


@require_POST
def judge(request: HttpRequest, slug: str) -> HttpResponse:
    """Count whether an answer helped somebody; who says so is not kept."""
    judge_article(article=get_article(slug), has_helped=request.POST.get("co-ich") == "1")
    messages.success(request, _("Cảm ơn bạn. Chưa rõ thì hãy gửi câu hỏi, chúng tôi trả lời."))
    return HttpResponseRedirect(reverse("contact:articles"))


@require_safe
@never_cache
@officer_required(*WORK_ROLES)
def knowledge(request: HttpRequest) -> HttpResponse:
    """List the articles in force and the drafts that wait."""
    centre_only(request)
    query = request.GET.get("q", "")[:120]
    drafts = Article.objects.filter(versions__state="DRAFT").order_by("title")
    context = {"versions": versions_in_force(query)[:100], "drafts": drafts, "query": query}
    return render(request, "contact/desk/knowledge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@officer_required(*WORK_ROLES)
def edit_article(request: HttpRequest, slug: str = "") -> HttpResponseBase:
    """Write an article; it is shown once a colleague published it."""
    actor = centre_only(request)
    article = get_article(slug) if slug else None
    versions = list(article.versions.order_by("-number")) if article else []
    newest = versions[0] if versions else None
    initial = (
        {
            "title": newest.title,
            "text": newest.text,
            "source": newest.source,
            "procedure": newest.article.procedure_slug,
        }
        if newest
        else {}
    )
    form = ArticleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        words = ArticleText(values["title"], values["text"], values["source"], values["procedure"])
        draft = write_article(words=words, actor=actor, at=now(), article=article)
        messages.success(request, _("Đã lưu bản thảo, chờ đồng nghiệp duyệt."))
        return HttpResponseRedirect(reverse("contact:edit_article", args=[draft.article.slug]))
    context = {"form": form, "article": article, "versions": versions}
    return render(request, "contact/desk/article.html", context)


@require_POST
@officer_required(*WORK_ROLES)
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Put the waiting draft in force."""
    centre_only(request)
    try:
        publish_article(article=get_article(slug), actor=actor_of(request), at=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Bài đã được dùng."))
    return HttpResponseRedirect(reverse("contact:edit_article", args=[slug]))
