namespace Workflows.Language.Expressions.Jsonata.Dates;

/// <summary>
/// A moment taken apart, in UTC. Own arithmetic on days, because JavaScript's years go further than .NET's.
/// </summary>
internal readonly record struct CivilTime
{
    public const long MillisOfDay = 86_400_000;

    // ECMAScript: "Time Values and Time Range".
    private const double LargestMillis = 8.64e15;

    private readonly long days;
    private readonly long millisOfDay;

    private CivilTime(long days, long millisOfDay)
    {
        (this.days, this.millisOfDay) = (days, millisOfDay);
        (Year, Month, Day) = Date(days);
    }

    public long Year { get; }

    /// <summary>1 to 12.</summary>
    public int Month { get; }

    public int Day { get; }

    public int Hour => (int)(millisOfDay / 3_600_000);

    public int Minute => (int)(millisOfDay / 60_000 % 60);

    public int Second => (int)(millisOfDay / 1000 % 60);

    public int Milli => (int)(millisOfDay % 1000);

    public int DayOfYear => (int)(days - DaysOf(Year, 1, 1)) + 1;

    /// <summary>1 for Monday to 7 for Sunday.</summary>
    public int DayOfWeek => (int)Modulo(days + 3, 7) + 1;

    /// <summary>The year to which the ISO week belongs.</summary>
    public long WeekYear =>
        days < FirstMonday(Year, 1) ? Year - 1
        : days >= FirstMonday(Year + 1, 1) ? Year + 1
        : Year;

    /// <summary>The ISO week of the year.</summary>
    public int WeekOfYear => (int)((days - FirstMonday(WeekYear, 1)) / 7) + 1;

    /// <summary>The month to which the week belongs, by the rule for years.</summary>
    public int WeekMonth
    {
        get
        {
            if (days < FirstMonday(Year, Month))
                return Month == 1 ? 12 : Month - 1;
            return days >= FirstMonday(Month == 12 ? Year + 1 : Year, (Month % 12) + 1) ? (Month % 12) + 1 : Month;
        }
    }

    /// <summary>The week of that month.</summary>
    public int WeekOfMonth
    {
        get
        {
            var month = WeekMonth;
            var year =
                Year
                + (
                    month == 12 && Month == 1 ? -1
                    : month == 1 && Month == 12 ? 1
                    : 0
                );
            return (int)((days - FirstMonday(year, month)) / 7) + 1;
        }
    }

    /// <summary>The moment so many milliseconds after 1970.</summary>
    /// <exception cref="JsonataException"><c>D1001</c>: outside the range of dates.</exception>
    public static CivilTime FromMillis(double millis)
    {
        if (!(Math.Abs(millis) <= LargestMillis))
            throw new JsonataException("D1001", "The number of milliseconds is outside the range of dates.");
        var whole = (long)Math.Truncate(millis);
        return new CivilTime((long)Math.Floor(whole / (double)MillisOfDay), Modulo(whole, MillisOfDay));
    }

    /// <summary>Milliseconds after 1970; parts that are too large run over into the next larger one, as in <c>Date.UTC</c>.</summary>
    public static double ToMillis(double year, double month, double day, double millisOfDay)
    {
        var months = (year * 12) + month - 1;
        var (wholeYear, wholeMonth) = (Math.Floor(months / 12), Modulo((long)months, 12) + 1);
        if (!(Math.Abs(wholeYear) < 400_000))
            throw new JsonataException("D3110", "The year is outside the range of dates.");
        return ((DaysOf((long)wholeYear, (int)wholeMonth, 1) + day - 1) * MillisOfDay) + millisOfDay;
    }

    private static long Modulo(long value, long divisor) => ((value % divisor) + divisor) % divisor;

    // The Monday of the week that has the first Thursday.
    private static long FirstMonday(long year, int month)
    {
        var first = DaysOf(year, month, 1);
        var weekday = Modulo(first + 3, 7);
        return weekday > 3 ? first + 7 - weekday : first - weekday;
    }

    // Days are counted in eras of 400 years that begin in March, so that the leap day is the last of its year.
    private static long DaysOf(long year, int month, int day)
    {
        if (month <= 2)
            year--;
        var era = (year >= 0 ? year : year - 399) / 400;
        var yearOfEra = year - (era * 400);
        var dayOfYear = (((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5) + day - 1;
        var dayOfEra = (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear;
        return (era * 146_097) + dayOfEra - 719_468;
    }

    private static (long Year, int Month, int Day) Date(long days)
    {
        days += 719_468;
        var era = (days >= 0 ? days : days - 146_096) / 146_097;
        var dayOfEra = days - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shifted = ((5 * dayOfYear) + 2) / 153;
        var day = (int)(dayOfYear - (((153 * shifted) + 2) / 5)) + 1;
        var month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }
}
