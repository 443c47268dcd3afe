package org.vitmae.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellFolderTest {
  @TempDir private Path folder;

  @Test
  void theBestValidationIsAmongFiniteValuesOfTheMetricOnItsSplit() throws IOException {
    CellFolder cell = new CellFolder(folder);
    assertThat(cell.bestValidation("top1", true)).isEmpty();
    Files.writeString(
        folder.resolve("metrics.csv"),
        """
        step,epoch,split,metric,value
        1,1.0,val,top1,0.5
        2,2.0,val,top1,NaN
        3,3.0,val,top1,0.7
        4,4.0,val,top1,Infinity
        5,5.0,val,top1,-Infinity
        6,6.0,val,top1,0.6
        6,6.0,val,other,0.9
        6,6.0,test,top1,0.8
        6,6.0,train,top1,0.1
        """);

    assertThat(cell.bestValidation("top1", true)).hasValue(0.7);
    assertThat(cell.bestValidation("top1", false)).hasValue(0.5);
    assertThat(cell.bestValidation("loss", false)).isEmpty();
  }
}
