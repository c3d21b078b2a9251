package dyn.runtime.ensemble;

import dyn.backend.Host;
import dyn.backend.Memory;
import dyn.ir.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Workers take chunks of members in turn. A member depends on its number alone, so neither chunk nor thread shows in a result. */
public final class EnsembleRunner {
  private static final int LARGEST_CHUNK = 1 << 13;
  /** Members of a chunk whatever they hand out. */
  private static final int USUAL_CHUNK = 1 << 10;
  private static final long CHUNK_BYTES = 1 << 18;

  private final int threads;
  private final int chunk;
  private final int lanes;

  /** @param chunk members per chunk; 0 chooses */
  public EnsembleRunner(int threads, int chunk) {
    this(threads, chunk, 1);
  }

  /** @param lanes members that the kernel runs side by side: chunks are made of so many */
  public EnsembleRunner(int threads, int chunk, int lanes) {
    this.threads = threads;
    this.chunk = chunk;
    this.lanes = lanes;
  }

  public Outputs run(Job job, Progress progress) {
    Outputs outputs = Outputs.before(job);
    int size = chunk > 0 ? chunk : size(job);
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    Runnable worker = () -> {
      Listening host = new Listening(outputs, job.members() == 1, progress);
      Memory last = null;
      for (int from = next.getAndAdd(size); from < job.members() && !progress.stopRequested(); from = next.getAndAdd(size)) {
        int count = Math.min(size, job.members() - from);
        last = runChunk(job, outputs, from, count, host, count == size ? last : null);
        progress.members(done.addAndGet(count), job.members());
      }
    };
    int workers = job.tiles().count() > 1 ? 1 : Math.min(threads, (job.members() + size - 1) / size);
    if (workers <= 1) worker.run();
    else inParallel(worker, workers);
    if (done.get() < job.members()) outputs.stop();
    return outputs;
  }

  private int size(Job job) {
    long most = Math.clamp(CHUNK_BYTES / Math.max(1, Outputs.bytesOfMember(job)), USUAL_CHUNK, LARGEST_CHUNK);
    return Math.clamp((job.members() / (threads * 8L) + lanes - 1) / lanes * lanes, lanes, (int) most);
  }

  private static Memory runChunk(Job job, Outputs outputs, int from, int lanes, Host host, Memory spent) {
    Memory memory = outputs.chunk(job, from, lanes, spent);
    job.signature().inputs().forEach(v -> {
      if (!memory.has(v.name()) && !v.name().equals(Signature.FIRST)) memory.put(v.name(), job.inputs().get(v.name()));
    });
    memory.put(Signature.FIRST, job.first() + from);
    memory.put(Signature.LANES, (long) lanes);
    outputs.waited(job.tiles().run(job.kernel(), memory, host));
    outputs.accept(job, memory, from, lanes);
    return memory;
  }

  private static void inParallel(Runnable worker, int workers) {
    try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < workers; i++) running.add(pool.submit(worker));
      for (Future<?> f : running) f.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while members run", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) throw fault;
      throw new IllegalStateException(e.getCause());
    }
  }
}
