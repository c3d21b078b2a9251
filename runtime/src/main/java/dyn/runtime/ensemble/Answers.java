package dyn.runtime.ensemble;

import dyn.backend.Host;

/**
 * What tiles hear when they ask whether to stop: all the same at the same step of the same member, however far they are apart. Who comes to
 * a step first asks the host; where the answer was to go on, so it is for those who come later.
 */
final class Answers {
  private final Host host;
  private long member = -1;
  private long step = -1;
  private long stoppedMember = -1;
  private long stoppedStep = -1;

  Answers(Host host) {
    this.host = host;
  }

  Asker asker() {
    return new Asker();
  }

  /** One tile: steps that begin anew are those of the next member. */
  final class Asker {
    private long mine;
    private long last = -1;

    boolean poll(long at, double time) {
      if (at <= last) mine++;
      last = at;
      return answer(mine, at, time);
    }
  }

  private synchronized boolean answer(long ofMember, long at, double time) {
    boolean asked = ofMember < member || ofMember == member && at <= step;
    if (!asked) {
      member = ofMember;
      step = at;
      if (host.poll(at, time)) {
        stoppedMember = ofMember;
        stoppedStep = at;
      }
    }
    return ofMember == stoppedMember && at == stoppedStep;
  }
}
