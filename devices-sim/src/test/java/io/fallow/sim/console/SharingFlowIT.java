package io.fallow.sim.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fallow.sim.console.Roles.button;
import static io.fallow.sim.console.Roles.dialog;
import static io.fallow.sim.console.Roles.heading;
import static io.fallow.sim.console.Roles.link;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** How a machine comes to be shared: proposed with a preview, accepted, seen. */
@OnStage
class SharingFlowIT {

  private static final String MACHINE = "CO2 laser 4 kW";

  private final Stage stage;

  SharingFlowIT(Stage stage) {
    this.stage = stage;
  }

  @Test
  void anOwnerProposesAPartnerAcceptsAndSeesTheMachine() {
    Page partner = stage.visit("marta.silva").open("/?q=laser");
    assertThat(partner.locator("main")).not().containsText(MACHINE);

    Page owner = stage.visit("jonas.weber").open("/sharing");
    link(owner, "Share machines").click();
    owner.getByLabel("The partner's code").fill("harbor-clinic");
    goOn(owner, "Which machines");
    owner.getByLabel("Those of a type").check();
    owner
        .getByLabel("Type", new Page.GetByLabelOptions().setExact(true))
        .selectOption("laser_cutter");
    goOn(owner, "On what terms");
    goOn(owner, "What they will see");
    Locator preview =
        owner.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Preview"));
    assertThat(preview).containsText(MACHINE);
    Accessibility.check(owner, "the preview of a proposal");
    button(owner, "Send the proposal").click();
    assertThat(owner.locator("main")).containsText("Nothing is shared before they accept");

    Visitor visitor = stage.visit("marta.silva");
    Page other = visitor.open("/sharing");
    other
        .getByRole(AriaRole.LISTITEM)
        .filter(new Locator.FilterOptions().setHasText("Your answer"))
        .getByRole(AriaRole.LINK)
        .click();
    button(other, "Accept …").click();
    button(dialog(other), "Accept").click();
    assertThat(other.locator("main")).containsText("In force");

    visitor.open("/?q=laser");
    assertThat(other.locator("main")).containsText(MACHINE);
  }

  private static void goOn(Page page, String next) {
    button(page, "Go on").click();
    assertThat(heading(page, next)).isFocused();
  }
}
