package io.fallow.scheduler.api.signin;

import io.fallow.scheduler.api.auth.Caller;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where one chooses whom to be: whoever is clicked is signed in. */
final class PeoplePage {

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Sign in · Fallow on this machine</title>
        <link rel="icon" href="/console/favicon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/console/css/tokens.css">
        <link rel="stylesheet" href="/console/css/base.css">
        <link rel="stylesheet" href="/console/css/shell.css">
      </head>
      <body>
      <main class="sign-in">
        <section class="panel">
          <img src="/console/favicon.svg" alt="" width="44" height="44">
          <h1>Who are you?</h1>
          <p class="soft">This is the identity provider of your own machine. It asks for no password.</p>
          <ul class="people">
      %s
          </ul>
        </section>
      </main>
      </body>
      </html>
      """;

  private static final String PERSON =
      "      <li><a class=\"plain\" href=\"%s\"><b><bdi>%s</bdi></b><small><bdi>%s</bdi></small></a></li>";

  private PeoplePage() {}

  /**
   * The page.
   *
   * @param choice the address by which somebody is chosen
   */
  static String of(List<Caller> people, Function<Caller, String> choice) {
    return PAGE.formatted(
        people.stream()
            .map(
                each ->
                    PERSON.formatted(
                        escaped(choice.apply(each)),
                        escaped(each.name()),
                        escaped(each.organisation())))
            .collect(Collectors.joining("\n")));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
