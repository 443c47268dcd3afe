package org.vitmae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.vitmae.config.AugmentConfig;
import org.vitmae.config.DataConfig.OnCorrupt;
import org.vitmae.config.FramingConfig;
import org.vitmae.image.Image;

class LoaderTest {
  private static final Transform RANDOM =
      new TrainTransform(
          new AugmentConfig(0.2, 1, 0.75, 1.33, 0.5, 0, 9, 0.5, 0.25, 0, FramingConfig.CROP),
          NoData.of(4, 4, 1));
  private static final Transform PLAIN = (sample, random) -> sample;

  @Test
  void theStreamDoesNotDependOnWorkers() {
    DrawnDataset data = new DrawnDataset(101, Set.of(5, 6, 50));

    List<Batch> alone = batches(new Loader(data, RANDOM, training(10, 1, OnCorrupt.SKIP)), 3, 0);
    List<Batch> together = batches(new Loader(data, RANDOM, training(10, 5, OnCorrupt.SKIP)), 3, 0);

    assertThat(alone).hasSize(10);
    for (int i = 0; i < alone.size(); i++) {
      assertThat(together.get(i).ids()).containsExactly(alone.get(i).ids());
      assertThat(together.get(i).pixels()).containsExactly(alone.get(i).pixels());
      assertThat(together.get(i).annotations()).isEqualTo(alone.get(i).annotations());
    }
  }

  @Test
  void imagesAloneInTheirBatchesKeepTheirOwnSizeAndAreNotCopied() {
    byte[] pixels = new byte[35];
    Transform widened =
        (sample, random) ->
            new Sample(
                sample.id(),
                sample.id() == 0 ? new Image(5, 7, 1, pixels) : sample.image(),
                sample.annotation());
    LoaderOptions single = new LoaderOptions(1, false, false, 0, 2, OnCorrupt.FAIL);

    List<Batch> batches = batches(new Loader(new DrawnDataset(3), widened, single), 0, 0);

    assertThat(batches).hasSize(3).allMatch(batch -> batch.size() == 1 && batch.valid() == 1);
    assertThat(batches.get(0).pixels()).isSameAs(pixels);
    assertThat(batches.get(0).width()).isEqualTo(7);
    assertThat(batches.get(1).width()).isEqualTo(4);
  }

  @Test
  void workersAreOnePerCoreWhereNoNumberIsGiven() {
    int cores = Runtime.getRuntime().availableProcessors();

    assertThat(training(8, 0, OnCorrupt.FAIL).workers()).isEqualTo(Math.min(cores, 16));
    assertThat(training(8, 3, OnCorrupt.FAIL).workers()).isEqualTo(3);
    assertThatThrownBy(() -> training(8, -1, OnCorrupt.FAIL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 8 and -1");
  }

  @Test
  void anEpochCanBeResumedAtAnyBatch() {
    Loader loader = new Loader(new DrawnDataset(40), RANDOM, training(8, 2, OnCorrupt.FAIL));

    List<Batch> whole = batches(loader, 1, 0);
    List<Batch> rest = batches(loader, 1, 3);

    assertThat(rest).hasSize(2);
    assertThat(rest.get(1).pixels()).containsExactly(whole.get(4).pixels());
    assertThat(batches(loader, 1, 5)).isEmpty();
  }

  @Test
  void everyEpochHasEachExampleOnceInAnOrderOfItsOwn() {
    Loader loader = new Loader(new DrawnDataset(30), RANDOM, training(10, 2, OnCorrupt.FAIL));

    long[] first = ids(batches(loader, 0, 0));
    long[] second = ids(batches(loader, 1, 0));

    assertThat(Arrays.stream(first).sorted())
        .containsExactlyElementsOf(LongStream.range(0, 30).boxed().toList());
    assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrder(first);
  }

  @Test
  void augmentationFollowsTheSampleIntoASubset() {
    Dataset all = new DrawnDataset(30);
    Dataset some = new SubsetDataset(all, new int[] {21, 4});
    LoaderOptions options = new LoaderOptions(2, false, true, 9, 1, OnCorrupt.FAIL);

    Batch inSubset = batches(new Loader(some, RANDOM, options), 2, 0).get(0);
    Batch inAll = batches(new Loader(all, RANDOM, options), 2, 0).get(2);

    assertThat(inSubset.ids()).containsExactly(21, 4);
    assertThat(inAll.ids()).containsExactly(4, 5);
    assertThat(Arrays.copyOfRange(inSubset.pixels(), 16, 32))
        .containsExactly(Arrays.copyOf(inAll.pixels(), 16));
  }

  @Test
  void evaluationPadsTheLastBatch() {
    Loader loader = new Loader(new DrawnDataset(7), PLAIN, evaluation(4, OnCorrupt.FAIL));

    List<Batch> batches = batches(loader, 0, 0);

    assertThat(loader.batchesPerEpoch()).isEqualTo(2);
    assertThat(batches.get(1).ids()).containsExactly(4, 5, 6, 4);
    assertThat(batches.get(1).valid()).isEqualTo(3);
    assertThat(batches.get(1).pixels()).hasSize(4 * 16);
    assertThat(batches.get(0).valid()).isEqualTo(4);
  }

  @Test
  void trainingReplacesDamagedExamplesByTheNextGoodOnes() {
    DrawnDataset data = new DrawnDataset(6, Set.of(1, 2, 5));
    LoaderOptions options = new LoaderOptions(3, false, true, 1, 1, OnCorrupt.SKIP);
    Loader loader = new Loader(data, PLAIN, options);

    assertThat(ids(batches(loader, 0, 0))).containsExactly(0, 3, 3, 3, 4, 0);
    batches(loader, 1, 0);
    assertThat(loader.skipped()).containsExactly("drawn 1", "drawn 2", "drawn 5");
  }

  @Test
  void evaluationLeavesDamagedExamplesOut() {
    DrawnDataset data = new DrawnDataset(8, Set.of(1, 4, 5, 6, 7));
    Loader loader = new Loader(data, PLAIN, evaluation(4, OnCorrupt.SKIP));

    List<Batch> batches = batches(loader, 0, 0);

    assertThat(batches).hasSize(1);
    assertThat(batches.get(0).ids()).containsExactly(0, 2, 3, 0);
    assertThat(batches.get(0).valid()).isEqualTo(3);
    assertThat(loader.skipped()).hasSize(5);
  }

  @Test
  void damageStopsTheStreamWithItsName() {
    DrawnDataset data = new DrawnDataset(64, Set.of(30, 50));
    Loader loader = new Loader(data, PLAIN, evaluation(16, OnCorrupt.FAIL));

    try (PrefetchedBatches stream = loader.open(0, 0)) {
      stream.next();
      assertThatThrownBy(stream::next)
          .isInstanceOf(DataException.class)
          .hasMessage("drawn 30 is damaged");
    }
    assertThat(loader.skipped()).isEmpty();
  }

  @Test
  void aDataSetOfDamagedExamplesCannotBeTrainedOn() {
    DrawnDataset data = new DrawnDataset(2, Set.of(0, 1));
    Loader loader = new Loader(data, PLAIN, training(2, 1, OnCorrupt.SKIP));

    assertThatThrownBy(() -> batches(loader, 0, 0))
        .isInstanceOf(DataException.class)
        .hasMessage("all 2 examples are damaged, the first one: drawn 0 is damaged");
  }

  @Test
  void aBatchThatCannotBeFilledIsRefused() {
    assertThatThrownBy(() -> new Loader(new DrawnDataset(3), PLAIN, training(4, 1, OnCorrupt.FAIL)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a batch of 4 cannot be filled from 3 examples");
  }

  @Test
  void defectsOfATransformReachTheUser() {
    Transform broken =
        (sample, random) -> {
          throw new IllegalStateException("broken");
        };
    Loader loader = new Loader(new DrawnDataset(4), broken, training(2, 2, OnCorrupt.SKIP));

    assertThatThrownBy(() -> batches(loader, 0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
  }

  @Test
  void closingStopsTheWorkers() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    Transform remember =
        (sample, random) -> {
          synchronized (threads) {
            threads.add(Thread.currentThread());
          }
          return sample;
        };
    Loader loader = new Loader(new DrawnDataset(1000), remember, training(10, 3, OnCorrupt.FAIL));

    try (PrefetchedBatches stream = loader.open(0, 0)) {
      stream.next();
    }

    assertThat(threads).isNotEmpty().hasSizeLessThan(200);
    for (Thread thread : Set.copyOf(threads)) {
      thread.join(5000);
      assertThat(thread.isAlive()).isFalse();
      assertThat(thread.isDaemon()).isTrue();
    }
  }

  @Test
  void anInterruptedUserStopsWaiting() {
    CountDownLatch never = new CountDownLatch(1);
    Transform slow =
        (sample, random) -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return sample;
        };
    Loader loader = new Loader(new DrawnDataset(2), slow, training(2, 1, OnCorrupt.FAIL));
    try (PrefetchedBatches stream = loader.open(0, 0)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(stream::next)
          .isInstanceOf(CancellationException.class)
          .hasMessage("interrupted while waiting for data");
      assertThat(Thread.interrupted()).isTrue();
      never.countDown();
    }
  }

  @Test
  void waitingIsMeasured() {
    Loader loader = new Loader(new DrawnDataset(8), PLAIN, training(4, 1, OnCorrupt.FAIL));

    try (PrefetchedBatches stream = loader.open(0, 0)) {
      stream.forEach(batch -> {});

      assertThat(stream.waitNanos()).isPositive();
    }
  }

  private static LoaderOptions training(int batchSize, int workers, OnCorrupt onCorrupt) {
    return new LoaderOptions(batchSize, true, true, 42, workers, onCorrupt);
  }

  private static LoaderOptions evaluation(int batchSize, OnCorrupt onCorrupt) {
    return new LoaderOptions(batchSize, false, false, 42, 2, onCorrupt);
  }

  private static List<Batch> batches(Loader loader, int epoch, int firstBatch) {
    List<Batch> batches = new ArrayList<>();
    try (PrefetchedBatches stream = loader.open(epoch, firstBatch)) {
      stream.forEach(batches::add);
    }
    return batches;
  }

  private static long[] ids(List<Batch> batches) {
    return batches.stream().flatMapToLong(batch -> Arrays.stream(batch.ids())).toArray();
  }
}
