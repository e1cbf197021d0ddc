package io.qrpin.desk.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** Renders the templates, which the build has compiled. Thread safety: safe. */
@ApplicationScoped
public class Pages {

  private static final String COMPILED = "io.qrpin.desk.template";

  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), COMPILED);

  /**
   * Renders one page.
   *
   * @param template its name without the ending
   * @param shown what it shows, by the names of its parameters
   */
  public String render(String template, Frame frame, Map<String, Object> shown) {
    Map<String, Object> all = new HashMap<>(shown);
    all.put("frame", frame);
    StringOutput page = new StringOutput();
    templates.render(template + ".jte", all, page);
    return page.toString();
  }
}
