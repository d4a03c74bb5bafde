package io.fallow.sim.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the JVM's one {@link Stage} to tests. After each it sees the visitors out, and fails the
 * test when one of them saw an error; where the test has failed already, it leaves pictures in
 * {@code target/console-failed}.
 */
final class StageExtension implements ParameterResolver, AfterEachCallback {

  private static final Path FAILED = Path.of("target", "console-failed");

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Stage.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return stage(test);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    List<String> faults = new ArrayList<>();
    for (Visitor visitor : stage(test).takeVisitors()) {
      if (test.getExecutionException().isPresent()) {
        picture(visitor.page(), test);
      }
      faults.addAll(visitor.faults());
      visitor.leave();
    }
    assertThat(faults).as("what the guard of the pages noted").isEmpty();
  }

  private static Stage stage(ExtensionContext test) {
    return test.getRoot()
        .getStore(ExtensionContext.Namespace.create(StageExtension.class))
        .getOrComputeIfAbsent(StageSet.class, kind -> StageSet.set(), StageSet.class)
        .orThrow();
  }

  private static void picture(Page page, ExtensionContext test) {
    String name =
        test.getRequiredTestClass().getSimpleName()
            + "-"
            + test.getDisplayName()
            + "-"
            + page.title();
    try {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(FAILED.resolve(name.replaceAll("[^A-Za-z0-9-]+", "_") + ".png")));
    } catch (PlaywrightException gone) {
      test.publishReportEntry("no picture", gone.getMessage());
    }
  }
}
