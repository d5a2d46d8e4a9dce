namespace Workflows.Journal.Clock;

/// <summary>What a newer reading of the database's clock means.</summary>
/// <param name="IsBetter">Whether the newer reading is to be used from now on.</param>
/// <param name="IsStep">Whether the database's clock was set in between: no drift explains the difference.</param>
/// <param name="Difference">How much later the database's time is by the newer reading.</param>
internal readonly record struct ClockChange(bool IsBetter, bool IsStep, TimeSpan Difference);
