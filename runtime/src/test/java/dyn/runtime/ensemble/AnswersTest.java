package dyn.runtime.ensemble;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private final AtomicBoolean stop = new AtomicBoolean();
  private final Answers answers = new Answers((_, _) -> stop.get());

  /** Tiles that do not wait for each other may be thousands of steps apart when the host wants to stop. */
  @Test
  void tilesFarApartStopAtTheSameStep() {
    Answers.Asker ahead = answers.asker();
    Answers.Asker behind = answers.asker();
    for (long step = 0; step < 10_240; step += 1024) assertFalse(ahead.poll(step, 0));
    stop.set(true);
    for (long step = 0; step < 10_240; step += 1024) assertFalse(behind.poll(step, 0));
    assertTrue(ahead.poll(10_240, 0));
    assertTrue(behind.poll(10_240, 0));
  }

  /** The next member begins at step 0 again, and is asked about anew. */
  @Test
  void everyMemberIsAskedAbout() {
    Answers.Asker one = answers.asker();
    Answers.Asker other = answers.asker();
    for (long step = 0; step <= 4096; step += 1024) assertFalse(one.poll(step, 0) | other.poll(step, 0));
    stop.set(true);
    assertTrue(one.poll(0, 0));
    assertTrue(other.poll(0, 0));
  }
}
