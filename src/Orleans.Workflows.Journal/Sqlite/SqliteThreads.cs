using System.Collections.Concurrent;

namespace Workflows.Journal.Sqlite;

/// <summary>
/// Threads that do nothing but SQLite's blocking calls, each with a session of its own (a connection and its statements). Neither a grain
/// nor the thread pool
/// ever waits for the disk.
/// </summary>
/// <typeparam name="TSession">Made on its thread when first needed; after an exception it is thrown away and made anew.</typeparam>
internal sealed class SqliteThreads<TSession> : IAsyncDisposable
    where TSession : class, IDisposable
{
    private readonly BlockingCollection<Job> jobs = [];
    private readonly Func<TSession> open;
    private readonly Task ended;
    private volatile bool stopped;

    /// <param name="name">The threads' name.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="open">Makes a session.</param>
    public SqliteThreads(string name, int count, Func<TSession> open)
    {
        this.open = open;
        Scheduler = new TaskQueue(jobs);
        ended = Task.WhenAll(Enumerable.Range(0, count).Select(_ => StartThread(name)));
    }

    /// <summary>Runs tasks on the threads, in turn with all else that is asked for.</summary>
    public TaskScheduler Scheduler { get; }

    /// <summary>Does something on one of the threads.</summary>
    /// <exception cref="JournalStoppedException">The threads have ended.</exception>
    public Task<TResult> RunAsync<TResult>(Func<TSession, TResult> work, CancellationToken cancellationToken)
    {
        if (stopped)
            return Task.FromException<TResult>(new JournalStoppedException());
        var job = new Job<TResult>(work, cancellationToken);
        jobs.Add(job, CancellationToken.None);
        return job.Task;
    }

    /// <summary>
    /// Finishes what has been asked for and ends the threads; any number of times, as the journal and the host's services both do.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        stopped = true;
        jobs.CompleteAdding();
        await ended;
    }

    private Task StartThread(string name)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            TSession? session = null;
            foreach (var job in jobs.GetConsumingEnumerable())
                session = job.Run(session, open);
            session?.Dispose();
            end.SetResult();
        })
        {
            IsBackground = true,
            Name = name,
        };
        thread.Start();
        return end.Task;
    }

    /// <summary>Queues tasks as jobs, so that who runs here and awaits a job hands its thread over to it.</summary>
    private sealed class TaskQueue(BlockingCollection<Job> jobs) : TaskScheduler
    {
        public void Run(Task task) => TryExecuteTask(task);

        protected override void QueueTask(Task task)
        {
            try
            {
                jobs.Add(new TaskJob(this, task));
            }
            catch (InvalidOperationException)
            {
                // The threads have ended: a task that is left over then finds out by itself that nothing can be written any more.
                ThreadPool.UnsafeQueueUserWorkItem(static left => left.Queue.Run(left.Task), (Queue: this, Task: task), preferLocal: false);
            }
        }

        // Who is here already goes on at once: what is left to do of a job must not wait behind another one.
        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => Current == this && TryExecuteTask(task);

        protected override IEnumerable<Task> GetScheduledTasks() => [];
    }

    private sealed class TaskJob(TaskQueue queue, Task task) : Job
    {
        public override TSession? Run(TSession? session, Func<TSession> open)
        {
            queue.Run(task);
            return session;
        }
    }

    private abstract class Job
    {
        /// <summary>Does the work and answers who waits; the session for the next job, null when it is to be made anew.</summary>
        public abstract TSession? Run(TSession? session, Func<TSession> open);
    }

    private sealed class Job<TResult>(Func<TSession, TResult> work, CancellationToken cancellationToken) : Job
    {
        private readonly TaskCompletionSource<TResult> source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<TResult> Task => source.Task;

        public override TSession? Run(TSession? session, Func<TSession> open)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                source.SetCanceled(cancellationToken);
                return session;
            }
            try
            {
                session ??= open();
                source.SetResult(work(session));
                return session;
            }
            catch (Exception exception)
            {
                session?.Dispose();
                source.SetException(exception);
                return null;
            }
        }
    }
}
