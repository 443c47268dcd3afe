package org.vitmae.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "top1",
        "top5",
        "macro_f1",
        "accuracy",
        "mIoU",
        "mAP",
        "AP50",
        "APsmall",
        "AR100",
        "mask-AP75",
        "voc-AP50",
        "aAcc",
        "mDice",
        "boundary-F",
        "gray-mIoU",
        "IoU-red cell",
        "F1-50",
        "AP-mean"
      })
  void sharesAreShownInPercent(String name) {
    assertThat(new Metric(name).value(0.7123)).isEqualTo("71.2 %");
    assertThat(new Metric(name).difference(-0.05)).isEqualTo("\u22125.0");
    assertThat(new Metric(name).differenceUnit()).isEqualTo("points");
  }

  @ParameterizedTest
  @ValueSource(strings = {"loss", "images_per_second", "maple", "mae", "fall"})
  void otherMetricsAreShownAsTheyAre(String name) {
    assertThat(new Metric(name).value(0.71234)).isEqualTo("0.7123");
    assertThat(new Metric(name).difference(0.5)).isEqualTo("+0.5000");
  }

  @Test
  void neighborsAreCounted() {
    assertThat(new Metric("k").value(20)).isEqualTo("20");
    assertThat(new Metric("k").value(11.5)).isEqualTo("11.50"); // a mean over seeds
  }

  @Test
  void amountsAreForPeople() {
    assertThat(Amount.count(12_800)).isEqualTo("12,800");
    assertThat(Amount.shortCount(5_526_346)).isEqualTo("5.53 M");
    assertThat(Amount.shortCount(7)).isEqualTo("7");
    assertThat(Amount.flops(3.21e15)).isEqualTo("3.21 PFLOP");
    assertThat(Amount.bytes(812.0 * 1024 * 1024)).isEqualTo("812 MiB");
    assertThat(Amount.seconds(48.25)).isEqualTo("48.3 s");
    assertThat(Amount.seconds(200)).isEqualTo("3 min 20 s");
    assertThat(Amount.seconds(7500)).isEqualTo("2 h 05 min");
    assertThat(Amount.percent(0.041)).isEqualTo("4 %");
    assertThat(Amount.ratio(3, 2)).isEqualTo("1.50×");
    assertThat(Amount.ratio(210, 10)).isEqualTo("21×");
    assertThat(Amount.ratio(1, 0)).isEqualTo("–");
  }

  @Test
  void amountsThatRoundUpToTheNextUnitAreGivenInIt() {
    assertThat(Amount.seconds(59.96)).isEqualTo("1 min 00 s");
    assertThat(Amount.shortCount(999_999)).isEqualTo("1.00 M");
    assertThat(Amount.bytes(1024 * 1024 - 1)).isEqualTo("1.00 MiB");
  }

  @Test
  void csvNumbersKeepEveryBit() {
    assertThat(CsvTable.number(0.1 + 0.2)).isEqualTo("0.30000000000000004");
    assertThat(CsvTable.number(8.8e13)).isEqualTo("88000000000000");
    assertThat(CsvTable.number(1e300)).isEqualTo("1.0E300");
  }
}
