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
        var head = keys.IsAsl ? "" : "\"name\":\"generated\",";
        var timeout = random.Next(4) == 0 ? $"\"{keys["timeout"]}\":{random.Next(1, 60)}," : "";
        return $"{{{head}{timeout}{Graph(random, keys, "s", random.Next(2, 8), 0)}}}";
    }

    /// <summary>A chain of states, each of which may jump to any other of the same graph.</summary>
    private static string Graph(Random random, Keys keys, string prefix, int count, int depth)
    {
        var graph = new Names(prefix, count);
        var states = new List<string>();
        for (var index = 0; index < count; index++)
            states.Add($"\"{graph[index]}\":{State(random, keys, graph, index, depth)}");
        states.Add($"\"{graph.Done}\":{{\"{keys["type"]}\":\"{(keys.IsAsl ? "Succeed" : "Success")}\"}}");
        states.Add($"\"{graph.Failed}\":{{\"{keys["type"]}\":\"Fail\",\"{keys["error"]}\":\"GaveUp\",\"{keys["cause"]}\":\"no way on\"}}");
        return $"\"{keys["startAt"]}\":\"{graph[0]}\",\"{keys["states"]}\":{{{string.Join(',', states)}}}";
    }

    private static string State(Random random, Keys keys, Names graph, int index, int depth)
    {
        // The last ones make both ends reachable whatever was drawn before.
        if (index == graph.Count - 1)
            return Choice(random, keys, graph.Done, graph.Failed);

        var next = graph[index + 1];
        return random.Next(depth < 2 ? 12 : 9) switch
        {
            0 => Choice(random, keys, graph.Any(random), next),
            1 => $$"""{"{{keys["type"]}}":"Wait","{{keys["seconds"]}}":{{random.Next(0, 20)}},"{{keys["next"]}}":"{{next}}"}""",
            2 => Pass(random, keys, next),
            3 when !keys.IsAsl => Event(random, keys, graph, next),
            9 or 10 => Parallel(random, keys, graph, index, next, depth),
            11 => Map(random, keys, graph, index, next, depth),
            _ => Task(random, keys, graph, index, next),
        };
    }

    private static string Event(Random random, Keys keys, Names graph, string next)
    {
        var correlation = random.Next(2) == 0 ? $"\"correlation\":{random.Next(2)}," : "";
        var name = random.Next(2) == 0 ? "paid" : "shipped";
        return $$"""{"type":"Event","event":"{{name}}",{{correlation}}"timeout":{{random.Next(1, 30)}},{{Fallback(random, keys, graph)}}"next":"{{next}}"}""";
    }

    private static string Parallel(Random random, Keys keys, Names graph, int index, string next, int depth)
    {
        var branches = Enumerable
            .Range(0, random.Next(1, 4))
            .Select(branch => $"{{{Graph(random, keys, $"{graph[index]}b{branch}_", random.Next(1, 4), depth + 1)}}}");
        return $$"""{"{{keys["type"]}}":"Parallel","{{keys["branches"]}}":[{{string.Join(',', branches)}}],{{Fallback(random, keys, graph)}}"{{keys["resultPath"]}}":"$.all","{{keys["next"]}}":"{{next}}"}""";
    }

    private static string Map(Random random, Keys keys, Names graph, int index, string next, int depth)
    {
        var inner = Graph(random, keys, $"{graph[index]}i_", random.Next(1, 4), depth + 1);
        var concurrency = random.Next(2) == 0 ? $"\"{keys["maxConcurrency"]}\":{random.Next(1, 3)}," : "";
        var tolerated = random.Next(2) == 0 ? $"\"{keys["toleratedFailureCount"]}\":{random.Next(0, 3)}," : "";
        var selector =
            random.Next(2) == 0 ? $"\"{keys["itemSelector"]}\":{{\"n.$\":\"$$.{keys["map"]}.{keys["item"]}.{keys["index"]}\"}}," : "";
        var items = $"$$.{keys["execution"]}.{keys["inputOf"]}.items";
        return $$"""{"{{keys["type"]}}":"Map","{{keys["itemsPath"]}}":"{{items}}",{{selector}}{{concurrency}}{{tolerated}}"{{keys["iterator"]}}":{{{inner}}},{{Fallback(random, keys, graph)}}"{{keys["resultPath"]}}":"$.all","{{keys["next"]}}":"{{next}}"}""";
    }

    private static string Fallback(Random random, Keys keys, Names graph)
    {
        var retry = random.Next(3) == 0 && keys.IsAsl ? $"\"{keys["retry"]}\":[{Retriers(random, keys)}]," : "";
        var catches = random.Next(2) == 0 ? $"\"{keys["catch"]}\":[{Catcher(random, keys, graph)}]," : "";
        return retry + catches;
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
        // One in JSONata, whose expression fails for some data.
        if (random.Next(4) == 0)
            return keys.IsAsl
                ? $$"""{"Type":"Pass","QueryLanguage":"JSONata","Output":"{% $states.input.n > 5 ? $nobody : $states.input %}","Next":"{{next}}"}"""
                : $$"""{"type":"Pass","queryLanguage":"JSONata","output":"{% $states.input.n > 5 ? $nobody : $states.input %}","next":"{{next}}"}""";
        var result = random.Next(2) == 0 ? $"\"{keys["result"]}\":{{\"n\":{random.Next(10)}}}," : "";
        var path = random.Next(2) == 0 ? $"\"{keys["resultPath"]}\":\"$.kept\"," : "";
        return $$"""{"{{keys["type"]}}":"Pass",{{result}}{{path}}"{{keys["next"]}}":"{{next}}"}""";
    }

    private static string Task(Random random, Keys keys, Names graph, int index, string next)
    {
        var task = new StringBuilder("{").Append(CultureInfo.InvariantCulture, $"\"{keys["type"]}\":\"Task\",");
        var resource = Resource(random, keys, index);
        task.Append(CultureInfo.InvariantCulture, $"\"{keys["resource"]}\":\"{resource}\",");
        if (random.Next(3) == 0)
            task.Append(CultureInfo.InvariantCulture, $"\"{keys["timeout"]}\":{random.Next(3, 30)},");
        if (random.Next(3) == 0)
            task.Append(CultureInfo.InvariantCulture, $"\"{keys["heartbeat"]}\":{random.Next(1, 3)},");
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
            task.Append(CultureInfo.InvariantCulture, $"\"{keys["catch"]}\":[{Catcher(random, keys, graph)}],");
        if (random.Next(3) == 0 && !keys.IsAsl)
            task.Append(CultureInfo.InvariantCulture, $"\"compensate\":{Compensation(random)},");
        if (random.Next(3) == 0)
            task.Append(CultureInfo.InvariantCulture, $"\"{keys["assign"]}\":{{\"last.$\":\"$\"}},");
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

    private static string Resource(Random random, Keys keys, int index) =>
        random.Next(6) switch
        {
            0 => keys.IsAsl ? $"arn:aws:states:us-east-1:000000000000:activity:q{index}" : $"worker:q{index}",
            1 => keys.IsAsl ? $"arn:aws:lambda:us-east-1:000000000000:function:f{index}" : $"callback:c{index}",
            2 => keys.IsAsl ? $"arn:aws:lambda:us-east-1:000000000000:function:f{index}" : $"workflow:w{index}",
            _ => keys.IsAsl ? $"arn:aws:lambda:us-east-1:000000000000:function:f{index}" : $"service.f{index}",
        };

    private static string Compensation(Random random)
    {
        var when = random.Next(2) == 0 ? "completed" : "started";
        var retry = random.Next(2) == 0 ? ",\"retry\":{\"interval\":1,\"maxAttempts\":2}" : "";
        return $$"""{"resource":"service.undo","when":"{{when}}"{{retry}}}""";
    }

    private static string Catcher(Random random, Keys keys, Names graph) =>
        $$"""{"{{keys["errors"]}}":["{{Error(random)}}"],"{{keys["next"]}}":"{{graph.Any(random)}}"}""";

    private static string Error(Random random) => random.Next(2) == 0 ? "States.ALL" : Errors[random.Next(Errors.Length)];

    /// <summary>The names of one graph's states; names are unique in the whole document.</summary>
    private sealed class Names(string prefix, int count)
    {
        public int Count => count;

        public string Done => $"{prefix}done";

        public string Failed => $"{prefix}failed";

        public string this[int index] => $"{prefix}{index}";

        public string Any(Random random)
        {
            var drawn = random.Next(count + 2);
            return drawn == count ? Done
                : drawn == count + 1 ? Failed
                : this[drawn];
        }
    }

    /// <summary>The keys of a spelling by their native names.</summary>
    private sealed class Keys(bool isAsl)
    {
        private static readonly Dictionary<string, string> Asl = new()
        {
            ["timeout"] = "TimeoutSeconds",
            ["heartbeat"] = "HeartbeatSeconds",
            ["input"] = "Parameters",
            ["errors"] = "ErrorEquals",
            ["interval"] = "IntervalSeconds",
            ["multiplier"] = "BackoffRate",
            ["jitter"] = "JitterStrategy",
            ["iterator"] = "ItemProcessor",
            ["inputOf"] = "Input",
        };

        private static readonly Dictionary<string, string> Native = new()
        {
            ["errors"] = "errorTypes",
            ["multiplier"] = "backoffMultiplier",
            ["inputOf"] = "input",
        };

        public bool IsAsl { get; } = isAsl;

        public string this[string key] =>
            IsAsl ? Asl.GetValueOrDefault(key) ?? char.ToUpperInvariant(key[0]) + key[1..] : Native.GetValueOrDefault(key, key);
    }
}
