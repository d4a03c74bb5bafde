package io.fallow.sim.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fallow.sim.console.Roles.button;
import static io.fallow.sim.console.Roles.dialog;
import static io.fallow.sim.console.Roles.link;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * From a wish to a machine's time: finding, holding, booking, being refused, asking, cancelling.
 */
@OnStage
class BookingFlowIT {

  private static final String OWNER = "amara.osei";
  private static final String PARTNER = "marta.silva";
  private static final ZoneId KONSTANZ = ZoneId.of("Europe/Berlin");

  private final Stage stage;
  private final String purpose = "Knee series " + UUID.randomUUID();

  BookingFlowIT(Stage stage) {
    this.stage = stage;
  }

  @Test
  void aPartnerFindsHoldsBooksAndCancelsWhileTheOwnerSeesItLive() {
    Page owner = stage.visit(OWNER).open("/bookings?tab=owned");
    Visitor visitor = stage.visit(PARTNER);
    Page partner = visitor.open("/find");

    partner.getByLabel("Type").selectOption("mri");
    partner.getByLabel("When").selectOption("14");
    visitor.settled();
    open(partner, "lakeside.mri-2");
    button(dialog(partner), "Hold").click();
    assertThat(dialog(partner)).containsText("It is kept for you until");
    assertThat(booking(owner)).containsText("Held");
    button(dialog(partner), "Book it").click();
    assertThat(dialog(partner)).containsText("It is booked.");
    assertThat(booking(owner)).containsText("Confirmed");

    link(partner, "See the booking").click();
    button(partner, "Cancel …").click();
    button(dialog(partner), "Cancel the booking").click();
    assertThat(partner.locator("main")).containsText("Cancelled");
    assertThat(booking(owner)).hasCount(0);
  }

  @Test
  void aRefusalNamesWhatIsInTheWayAndOffersOtherTimes() {
    Visitor visitor = stage.visit(PARTNER);
    Page partner = visitor.open("/find?days=14&asset=lakeside.us-1");
    open(partner, "lakeside.us-1");
    JsonObject same =
        new JsonObject()
            .put("asset", "lakeside.us-1")
            .put("start", instant(partner, "From"))
            .put("end", instant(partner, "To"));
    assertThat(stage.stack().as(OWNER).post("/api/v1/reservations", same).statusCode())
        .isEqualTo(201);

    visitor.mayBeRefusedWith(409);
    button(dialog(partner), "Book").last().click();
    Locator refusal = dialog(partner).getByRole(AriaRole.ALERT);
    assertThat(refusal).containsText("The time is taken");
    Accessibility.check(partner, "a refused booking");

    dialog(partner).getByRole(AriaRole.LISTITEM).getByRole(AriaRole.BUTTON).first().click();
    assertThat(refusal).isHidden();
    button(dialog(partner), "Book").last().click();
    assertThat(dialog(partner)).containsText("It is booked.");
  }

  @Test
  void anOwnerApprovesOneRequestAndDeclinesAnother() throws Exception {
    stage
        .stack()
        .as(OWNER)
        .put(
            "/api/v1/assets/lakeside.ct-1/policy",
            new JsonObject().put("terms", new JsonObject().put("approval", "owner")));
    Page owner = stage.visit(OWNER).open("/bookings?tab=decide");

    Page partner = ask();
    assertThat(booking(owner)).isVisible();
    button(booking(owner), "Approve").click();
    button(dialog(owner), "Approve").click();
    assertThat(partner.locator("main")).containsText("Confirmed");

    Page again = ask();
    button(booking(owner).last(), "Decline").click();
    Locator decision = dialog(owner);
    assertThat(button(decision, "Decline")).isDisabled();
    decision.getByLabel("Why").fill("The tube is changed that day");
    button(decision, "Decline").click();
    assertThat(again.locator("main")).containsText("The tube is changed that day");
  }

  /** Asks the owner for a time, and looks at the booking that waits. */
  private Page ask() {
    Page partner = stage.visit(PARTNER).open("/find?days=14&asset=lakeside.ct-1");
    open(partner, "lakeside.ct-1");
    button(dialog(partner), "Ask the owner for it").click();
    assertThat(dialog(partner)).containsText("The owner has been asked");
    link(partner, "See the booking").click();
    assertThat(partner.locator("main")).containsText("Waits for the owner");
    return partner;
  }

  /** Opens the last window shown of a machine, and says what for. */
  private void open(Page page, String asset) {
    page.getByRole(AriaRole.ARTICLE)
        .filter(new Locator.FilterOptions().setHas(page.locator("a[href='/assets/" + asset + "']")))
        .getByRole(AriaRole.LISTITEM)
        .getByRole(AriaRole.BUTTON)
        .last()
        .click();
    dialog(page).getByLabel("Purpose").fill(purpose);
  }

  /** What the clock of the facility shows in a field, as an instant. */
  private static String instant(Page page, String label) {
    Locator field = dialog(page).getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    return LocalDateTime.parse(field.inputValue()).atZone(KONSTANZ).toInstant().toString();
  }

  private Locator booking(Page page) {
    return page.getByRole(AriaRole.LISTITEM)
        .filter(new Locator.FilterOptions().setHasText(purpose));
  }
}
