package io.fallow.sim.console;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What is on a page, by what people call it. */
final class Roles {

  private Roles() {}

  static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  static Locator dialog(Page page) {
    return page.getByRole(AriaRole.DIALOG).last();
  }

  /** A button within a part of a page; its name begins so. */
  static Locator button(Locator part, String name) {
    return part.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
  }

  static Locator heading(Page page, String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
  }
}
