using System.Globalization;
using System.Text;

namespace Workflows.Core.Laws;

/// <summary>
/// A random valid definition: every type of state, retriers, catchers, timeouts, both spellings. States form a chain, so that each can be reached; choices and
/// catchers jump anywhere.
/// </summary>
internal static class GeneratedDocument
{
    private static readonly string[] Errors = ["Flaky", "PaymentError", "Fatal"];

    public static string Create(Random random)
    {
        var keys = new Keys(random.Next(3) == 0);
        var count = random.Next(2, 9);
        var states = new List<string>();
        for (var index = 0; index < count; index++)
            states.Add($"\"s{index}\":{State(random, keys, index, count)}");
        states.Add($"\"done\":{{\"{keys["type"]}\":\"{(keys.IsAsl ? "Succeed" : "Success")}\"}}");
        states.Add($"\"failed\":{{\"{keys["type"]}\":\"Fail\",\"{keys["error"]}\":\"GaveUp\",\"{keys["cause"]}\":\"no way on\"}}");

        var head = keys.IsAsl ? "" : "\"name\":\"generated\",";
        var timeout = random.Next(4) == 0 ? $"\"{keys["timeout"]}\":{random.Next(1, 60)}," : "";
        return $"{{{head}{timeout}\"{keys["startAt"]}\":\"s0\",\"{keys["states"]}\":{{{string.Join(',', states)}}}}}";
    }

    private static string State(Random random, Keys keys, int index, int count)
    {
        // The last ones make both ends reachable whatever was drawn before.
        if (index == count - 1)
            return Choice(random, keys, "done", "failed");

        var next = $"s{index + 1}";
        return random.Next(8) switch
        {
            0 => Choice(random, keys, AnyState(random, count), next),
            1 => $$"""{"{{keys["type"]}}":"Wait","{{keys["seconds"]}}":{{random.Next(0, 20)}},"{{keys["next"]}}":"{{next}}"}""",
            2 => Pass(random, keys, next),
            _ => Task(random, keys, index, count, next),
        };
    }

    private static string Choice(Random random, Keys keys, string one, string otherwise)
    {
        var number = random.Next(0, 10).ToString(CultureInfo.InvariantCulture);
        var test = keys.IsAsl
            ? $$"""{"And":[{"Variable":"$.n","IsPresent":true},{"Variable":"$.n","NumericLessThan":{{number}}}],"Next":"{{one}}"}"""
            : $$"""{"condition":{"variable":"$.n","numericLessThan":{{number}}},"next":"{{one}}"}""";
        return $$"""{"{{keys["type"]}}":"Choice","{{keys["choices"]}}":[{{test}}],"{{keys["default"]}}":"{{otherwise}}"}""";
    }

    private static string Pass(Random random, Keys keys, string next)
    {
        var result = random.Next(2) == 0 ? $"\"{keys["result"]}\":{{\"n\":{random.Next(10)}}}," : "";
        var path = random.Next(2) == 0 ? $"\"{keys["resultPath"]}\":\"$.kept\"," : "";
        return $$"""{"{{keys["type"]}}":"Pass",{{result}}{{path}}"{{keys["next"]}}":"{{next}}"}""";
    }

    private static string Task(Random random, Keys keys, int index, int count, string next)
    {
        var task = new StringBuilder("{").Append(CultureInfo.InvariantCulture, $"\"{keys["type"]}\":\"Task\",");
        var resource = keys.IsAsl ? $"arn:aws:lambda:us-east-1:000000000000:function:f{index}" : $"service.f{index}";
        task.Append(CultureInfo.InvariantCulture, $"\"{keys["resource"]}\":\"{resource}\",");
        if (random.Next(3) == 0)
            task.Append(CultureInfo.InvariantCulture, $"\"{keys["timeout"]}\":{random.Next(1, 30)},");
        if (random.Next(3) == 0)
            task.Append(
                CultureInfo.InvariantCulture,
                $"\"{keys["input"]}\":{{\"fixed\":{index},\"n.$\":\"$$.{keys["state"]}.{keys["retryCount"]}\"}},"
            );
        if (random.Next(3) == 0)
            task.Append(CultureInfo.InvariantCulture, $"\"{keys["resultPath"]}\":{(random.Next(2) == 0 ? "null" : "\"$.r\"")},");
        if (random.Next(2) == 0)
            task.Append(CultureInfo.InvariantCulture, $"\"{keys["retry"]}\":[{Retriers(random, keys)}],");
        if (random.Next(2) == 0)
            task.Append(CultureInfo.InvariantCulture, $"\"{keys["catch"]}\":[{Catcher(random, keys, count)}],");
        return task.Append(CultureInfo.InvariantCulture, $"\"{keys["next"]}\":\"{next}\"}}").ToString();
    }

    private static string Retriers(Random random, Keys keys) =>
        random.Next(2) == 0
            ? Retrier(random, keys, Error(random))
            : $"{Retrier(random, keys, Errors[random.Next(Errors.Length)])},{Retrier(random, keys, Error(random))}";

    private static string Retrier(Random random, Keys keys, string error)
    {
        var interval = keys.IsAsl ? random.Next(1, 4) : random.Next(0, 4);
        var jitter = random.Next(2) == 0 ? $",\"{keys["jitter"]}\":\"{(keys.IsAsl ? "FULL" : "full")}\"" : "";
        return $$"""{"{{keys["errors"]}}":["{{error}}"],"{{keys["maxAttempts"]}}":{{random.Next(1, 4)}},"{{keys["interval"]}}":{{interval}},"{{keys["multiplier"]}}":1.5{{jitter}}}""";
    }

    private static string Catcher(Random random, Keys keys, int count) =>
        $$"""{"{{keys["errors"]}}":["{{Error(random)}}"],"{{keys["next"]}}":"{{AnyState(random, count)}}"}""";

    private static string Error(Random random) => random.Next(2) == 0 ? "States.ALL" : Errors[random.Next(Errors.Length)];

    private static string AnyState(Random random, int count)
    {
        var drawn = random.Next(count + 2);
        return drawn == count ? "done"
            : drawn == count + 1 ? "failed"
            : $"s{drawn}";
    }

    /// <summary>The keys of a spelling by their native names.</summary>
    private sealed class Keys(bool isAsl)
    {
        private static readonly Dictionary<string, string> Asl = new()
        {
            ["timeout"] = "TimeoutSeconds",
            ["input"] = "Parameters",
            ["errors"] = "ErrorEquals",
            ["interval"] = "IntervalSeconds",
            ["multiplier"] = "BackoffRate",
            ["jitter"] = "JitterStrategy",
        };

        private static readonly Dictionary<string, string> Native = new()
        {
            ["errors"] = "errorTypes",
            ["multiplier"] = "backoffMultiplier",
        };

        public bool IsAsl { get; } = isAsl;

        public string this[string key] =>
            IsAsl ? Asl.GetValueOrDefault(key) ?? char.ToUpperInvariant(key[0]) + key[1..] : Native.GetValueOrDefault(key, key);
    }
}
