using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Workflows.Server.Startup;

/// <summary>The files of the certificates that Kestrel's settings name. As in every other setting, relative paths start from the caller's folder.</summary>
internal static class CertificateFiles
{
    /// <summary>Sees that the files are there, before anything of the server starts.</summary>
    /// <exception cref="SettingException">A file is missing.</exception>
    public static void Require(IConfiguration configuration)
    {
        var kestrel = configuration.GetSection("Kestrel");
        var certificates = kestrel
            .GetSection("Endpoints")
            .GetChildren()
            .Select(endpoint => endpoint.GetSection("Certificate"))
            .Concat(kestrel.GetSection("Certificates").GetChildren());
        foreach (var certificate in certificates)
        {
            RequireFile(configuration, certificate, "KeyPath");
            RequireFile(configuration, certificate, "Path");
            if (certificate["Path"] is { Length: > 0 } file && string.IsNullOrEmpty(certificate["KeyPath"]))
                RequireReadable(file, certificate);
        }
    }

    private static void RequireFile(IConfiguration configuration, IConfigurationSection certificate, string name)
    {
        if (certificate[name] is not { Length: > 0 } path)
            return;
        var file = Path.GetFullPath(path);
        if (!File.Exists(file))
            throw new SettingException(
                $"The certificate file {file} does not exist: correct the setting {certificate.Path}:{name}, or put the file there."
            );
        configuration[$"{certificate.Path}:{name}"] = file;
    }

    /// <summary>A file with the certificate and its key. With a file for the key there are many kinds of both, which Kestrel alone knows.</summary>
    private static void RequireReadable(string file, IConfigurationSection certificate)
    {
        try
        {
            X509CertificateLoader.LoadPkcs12FromFile(file, certificate["Password"]).Dispose();
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingException(
                $"The certificate file {file} cannot be read ({StartupFailure.OneLine(unreadable.Message)}): name a PKCS #12 file with {certificate.Path}:Path and its password with {certificate.Path}:Password, or give the key as {certificate.Path}:KeyPath."
            );
        }
    }
}
