package org.vitmae.reports;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

/** Fills the page's template; every text is escaped for HTML. */
final class HtmlReport {
  private static final String TEMPLATE = "report.ftlh";

  private HtmlReport() {}

  static void write(Path file, Map<String, Object> page) throws IOException {
    // The ending .ftlh turns escaping on.
    Template template = configuration().getTemplate(TEMPLATE);
    try (Writer out = Files.newBufferedWriter(file)) {
      template.process(page, out);
    } catch (TemplateException e) {
      throw new IllegalStateException("The report's template does not fit its data.", e);
    }
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(HtmlReport.class, "");
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.setTimeZone(TimeZone.getTimeZone("UTC"));
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    return configuration;
  }
}
