package io.fallow.scheduler.api;

import io.fallow.scheduler.api.problem.ProblemType;
import java.nio.charset.StandardCharsets;

/** The page to which the type of a problem leads: every code and what to do about it. */
final class ProblemsPage {

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Fallow: problems</title>
        <link rel="icon" href="/console/favicon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/console/css/tokens.css">
        <link rel="stylesheet" href="/console/css/base.css">
        <link rel="stylesheet" href="/console/css/document.css">
      </head>
      <body class="plain">
      <main>
      <p><a href="/docs">API documentation</a></p>
      <h1>Problems</h1>
      <p>Every error of the API is an RFC 9457 problem with one of these codes.</p>
      """;

  private ProblemsPage() {}

  static byte[] html() {
    StringBuilder page = new StringBuilder(HEAD);
    for (ProblemType type : ProblemType.values()) {
      page.append(
          """
          <section id="%s" class="problem">
            <h2><code>%s</code> <small>%d</small></h2>
            <p><strong>%s.</strong> %s</p>
          </section>
          """
              .formatted(type.code(), type.code(), type.status(), type.title(), type.advice()));
    }
    return page.append("</main>\n</body>\n</html>\n").toString().getBytes(StandardCharsets.UTF_8);
  }
}
