package io.fallow.sim.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fallow.sim.console.Roles.button;
import static io.fallow.sim.console.Roles.dialog;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Enrolling a gateway by the command that the console shows. */
@OnStage
class GatewayFlowIT {

  private static final Pattern COMMAND = Pattern.compile("--platform (\\S+) --token (\\S+)");

  private final Stage stage;

  GatewayFlowIT(Stage stage) {
    this.stage = stage;
  }

  @Test
  void theCommandShownHoldsATokenThatIsGoodForOneGateway() {
    Visitor visitor = stage.visit("amara.osei");
    Page page = visitor.open("/gateways");
    button(page, "Enrol a gateway").click();
    dialog(page).getByLabel("Code").fill("spare-gw");
    dialog(page).getByLabel("Facility").selectOption("lakeside.konstanz");
    button(dialog(page), "Create it").click();

    String command = dialog(page).getByLabel("Command").inputValue();
    Accessibility.check(page, "the enrolment command");
    Matcher parts = COMMAND.matcher(command);
    assertThat(parts.find()).as(command).isTrue();
    assertThat(parts.group(1)).isEqualTo(stage.stack().url().toString());
    HttpResponse<String> enrolled =
        stage
            .stack()
            .as("amara.osei")
            .post("/api/v1/enrolments", new JsonObject().put("token", parts.group(2)));
    assertThat(enrolled.statusCode()).as(enrolled.body()).isIn(200, 201);

    button(dialog(page), "I have it").click();
    assertThat(page.locator("main")).containsText("spare-gw");
  }
}
