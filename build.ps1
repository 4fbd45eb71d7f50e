# The verbs of build.cs for PowerShell: ./build.ps1 test
Push-Location $PSScriptRoot
try { dotnet run build.cs -- @args } finally { Pop-Location }
exit $LASTEXITCODE
