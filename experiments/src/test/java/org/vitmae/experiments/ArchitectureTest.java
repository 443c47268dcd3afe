package org.vitmae.experiments;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows between modules and packages, over everything on the class path that is ours. */
class ArchitectureTest {
  private static final String CLASSIFICATION = "org.vitmae.classification..";
  private static final String DETECTION = "org.vitmae.detection..";
  private static final String SEGMENTATION = "org.vitmae.segmentation..";
  private static final String REPORTS = "org.vitmae.reports..";
  private static final String EXPERIMENTS = "org.vitmae.experiments..";
  private static final String[] PLUGINS = {CLASSIFICATION, DETECTION, SEGMENTATION};

  private static JavaClasses classes;

  @BeforeAll
  static void readClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.vitmae");
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(classes);
  }

  /** Everything of ours may use a library only in these packages. */
  private static void only(String library, String... packages) {
    check(
        noClasses()
            .that()
            .resideInAPackage("org.vitmae..")
            .and()
            .resideOutsideOfPackages(packages)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library));
  }

  @Test
  void classesOfAllLayersAreSeen() {
    assertThat(classes.that(resideInAnyPackage("org.vitmae.config"))).isNotEmpty();
    assertThat(classes.that(resideInAnyPackage(EXPERIMENTS))).isNotEmpty();
    assertThat(classes.that(resideInAnyPackage("org.vitmae.plugin"))).isNotEmpty();
  }

  @Test
  void frameworkUsesNothingOfOurs() {
    check(
        noClasses()
            .that()
            .resideInAPackage("org.vitmae..")
            .and()
            .resideOutsideOfPackages(CLASSIFICATION, DETECTION, SEGMENTATION, REPORTS, EXPERIMENTS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CLASSIFICATION, DETECTION, SEGMENTATION, REPORTS, EXPERIMENTS));
  }

  @Test
  void pluginsUseTheFrameworkOnly() {
    check(noArrow(CLASSIFICATION, DETECTION, SEGMENTATION, REPORTS, EXPERIMENTS));
    check(noArrow(DETECTION, CLASSIFICATION, SEGMENTATION, REPORTS, EXPERIMENTS));
    check(noArrow(SEGMENTATION, CLASSIFICATION, DETECTION, REPORTS, EXPERIMENTS));
  }

  private static ArchRule noArrow(String from, String... to) {
    return noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to);
  }

  @Test
  void reportsUseNothingOfOurs() {
    check(
        noClasses()
            .that()
            .resideInAPackage(REPORTS)
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("org.vitmae..").and(not(resideInAnyPackage(REPORTS)))));
  }

  @Test
  void experimentsFindPluginsAtRunTimeOnly() {
    check(noArrow(EXPERIMENTS, PLUGINS));
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("org.vitmae.(*)..").should().beFreeOfCycles());
  }

  @Test
  void onlyTheCommandLinePrints() {
    check(noClasses().that().resideOutsideOfPackage(EXPERIMENTS).should(ACCESS_STANDARD_STREAMS));
  }

  @Test
  void librariesStayInTheirPackages() {
    only(
        "org.bytedeco.pytorch..",
        "org.vitmae.tensor..",
        "org.vitmae.model..",
        "org.vitmae.maps..",
        "org.vitmae.optim..",
        "org.vitmae.train..",
        "org.vitmae.parity..",
        "org.vitmae.bench..",
        "org.vitmae.plugin..",
        CLASSIFICATION,
        DETECTION,
        SEGMENTATION);
    only("org.nd4j..", "..deeplearning4j..");
    only("org.deeplearning4j..", "..deeplearning4j..");
    only("org.apache.commons.configuration2..", "org.vitmae.config..");
    only(
        "com.google.inject..",
        "org.vitmae.plugin..",
        EXPERIMENTS,
        CLASSIFICATION,
        DETECTION,
        SEGMENTATION);
  }

  @Test
  void mathKnowsNoInjector() {
    check(
        noClasses()
            .that()
            .areTopLevelClasses()
            .and()
            .resideOutsideOfPackage("org.vitmae.plugin..")
            .and()
            .haveSimpleNameNotEndingWith("Module")
            .and()
            .haveSimpleNameNotEndingWith("Plugin")
            .and()
            .haveSimpleNameNotEndingWith("Task")
            .and()
            .resideOutsideOfPackage(EXPERIMENTS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.google.inject.."));
  }
}
