using YamlDotNet.Core;

namespace Workflows.Language.Documents;

/// <summary>The text is not YAML.</summary>
/// <param name="reason">What is wrong, as the rest of a sentence.</param>
/// <param name="place">Where.</param>
/// <param name="cause">What the parser threw; null where it said what is wrong.</param>
internal sealed class MalformedYamlException(string reason, Mark place, Exception? cause = null) : Exception(reason, cause)
{
    /// <summary>Where.</summary>
    public Mark Place => place;
}
